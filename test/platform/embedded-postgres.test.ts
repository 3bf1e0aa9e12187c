import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, chown, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';
import { answers, makeDataDir, query, removeDataDir, spawnHolder } from '../support/embedded.ts';

let dataDir: string;
const start = () => startEmbeddedPostgres({ dataDir, durable: false });
const inCluster = (name: string) => join(dataDir, 'postgresql', 'cluster', name);
const lockFile = () => readFile(inCluster('postmaster.pid'), 'utf8');
const serverPid = async () => Number((await lockFile()).split('\n')[0]);

const bystanders: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await makeDataDir();
  const postgres = await start();
  await query(
    postgres.url,
    "CREATE TABLE name (name text); INSERT INTO name VALUES ('b'), ('Ä'), ('Z'), ('a')",
  );
  await postgres.stop();
});
afterEach(() => {
  for (const bystander of bystanders.splice(0)) bystander.kill('SIGKILL');
});
afterAll(() => removeDataDir(dataDir));

test('data outlives the server', async () => {
  const postgres = await start();
  expect(postgres.adopted).toBe(false);
  expect(await query(postgres.url, 'SELECT count(*)::int FROM name')).toEqual([{ count: 4 }]);
  await postgres.stop();
  expect(await answers(postgres.url)).toBe(false);
});

test('names sort as people sort them, and clocks show UTC', async () => {
  const postgres = await start();
  const sorted = await query<{ name: string }>(postgres.url, 'SELECT name FROM name ORDER BY name');
  expect(sorted.map(({ name }) => name)).toEqual(['a', 'Ä', 'b', 'Z']);
  expect(await query(postgres.url, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
  await postgres.stop();
});

test('the password is needed, and is for the owner only', async () => {
  const postgres = await start();
  const guess = Object.assign(new URL(postgres.url), { password: 'guess' });
  await expect(query(guess.href, 'SELECT')).rejects.toThrow('password authentication failed');
  const { mode } = await stat(join(postgres.location, 'password'));
  expect(mode & 0o777).toBe(0o600);
  await postgres.stop();
});

test('the server of a process that was killed is used by the next, which stops it', async () => {
  const holder = spawnHolder(dataDir);
  const killed = await holder.ready;
  await holder.kill();
  expect(await answers(killed.url)).toBe(true);

  const next = await start();
  expect(next).toMatchObject({ url: killed.url, adopted: true });
  await next.stop();
  expect(await answers(killed.url)).toBe(false);
});

test('Ctrl-C in the terminal of a process does not reach its server', async () => {
  const holder = spawnHolder(dataDir);
  const { url } = await holder.ready;
  const pid = await serverPid();
  // The terminal sends it to the whole process group.
  process.kill(-holder.process.pid!, 'SIGINT');
  await expect.poll(() => holder.process.signalCode).toBe('SIGINT');

  const next = await start();
  expect(await answers(url)).toBe(true);
  expect(await serverPid()).toBe(pid);
  await next.stop();
});

test('users who come and go all at once never meet a server that is going', async () => {
  const comeAndGo = async () => {
    for (let round = 0; round < 8; round++) {
      const postgres = await start();
      expect(await query(postgres.url, 'SELECT count(*)::int FROM name')).toEqual([{ count: 4 }]);
      await postgres.stop();
    }
  };
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo(), comeAndGo()]);
  await expect(lockFile()).rejects.toThrow('ENOENT');
});

test('a lock file that a dead machine left behind does not block, whoever has its process id now', async () => {
  const postgres = await start();
  const left = await lockFile();
  await postgres.stop();
  const { uid, gid } = await stat(inCluster('PG_VERSION'));
  // PostgreSQL itself would be held up only by a process of its own user.
  const bystander = spawn('sleep', ['600'], { uid, gid });
  bystanders.push(bystander);
  await writeFile(inCluster('postmaster.pid'), left.replace(/^\d+/, String(bystander.pid)), { mode: 0o600 });
  await chown(inCluster('postmaster.pid'), uid, gid);

  const next = await start();
  expect(next.adopted).toBe(false);
  expect(await answers(next.url)).toBe(true);
  await next.stop();
});

test('a server that dies under its users does not take them along, and the next start makes a new one', async () => {
  const postgres = await start();
  process.kill(await serverPid(), 'SIGKILL');
  await expect.poll(() => answers(postgres.url)).toBe(false);

  const next = await start();
  expect(next.adopted).toBe(false);
  await postgres.stop();
  expect(await answers(next.url)).toBe(true);
  await next.stop();
  expect(await answers(next.url)).toBe(false);
});

test('a user whose session breaks is still a user', async () => {
  const [one, other] = [await start(), await start()];
  const holders =
    'SELECT pid FROM pg_stat_activity WHERE pid IN (SELECT pid FROM pg_locks WHERE locktype = $$advisory$$)';
  expect(await query(one.url, holders)).toHaveLength(2);
  await query(one.url, `SELECT pg_terminate_backend(pid) FROM (${holders}) AS holder`);
  await expect.poll(() => query(one.url, holders)).toHaveLength(2);

  await one.stop();
  expect(await answers(other.url)).toBe(true);
  await other.stop();
  expect(await answers(other.url)).toBe(false);
});

test('a server that cannot come up is reported with the end of its log', async () => {
  const settings = inCluster('postgresql.conf');
  const before = await readFile(settings, 'utf8');
  await appendFile(settings, '\nno_such_setting = 1\n');
  try {
    await expect(start()).rejects.toThrow(/set DATABASE_URL[\s\S]*no_such_setting/);
  } finally {
    await writeFile(settings, before);
  }
});
