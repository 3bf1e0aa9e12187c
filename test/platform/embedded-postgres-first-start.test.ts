import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';
import { answers, makeDataDir, query, removeDataDir, spawnHolder } from '../support/embedded.ts';

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, durable: false });
const isRoot = process.getuid?.() === 0;

let dataDir: string;
beforeEach(async () => {
  dataDir = await makeDataDir();
});
afterEach(() => removeDataDir(dataDir));

test('two processes that start at once share one server, which the last of them stops', async () => {
  const holders = [spawnHolder(dataDir), spawnHolder(dataDir)] as const;
  const [one, other] = await Promise.all(holders.map((holder) => holder.ready));
  expect(one!.url).toBe(other!.url);
  expect([one!.adopted, other!.adopted].sort()).toEqual([false, true]);
  expect(await readdir(dataDir)).toEqual(['postgresql']);

  expect(await holders[0].finish()).toBe(0);
  expect(await answers(one!.url)).toBe(true);
  expect(await holders[1].finish()).toBe(0);
  expect(await answers(one!.url)).toBe(false);
  expect(await readdir(join(one!.location, 'cluster'))).not.toContain('postmaster.pid');
});

test('a first start that is killed half-way leaves nothing for the next one to trip over', async () => {
  const holder = spawnHolder(dataDir);
  holder.ready.catch(() => {});
  await expect.poll(() => readdir(dataDir), { interval: 5 }).toEqual([expect.stringMatching(/\.new$/)]);
  await holder.kill();
  expect(await readdir(dataDir)).not.toContain('postgresql');

  const postgres = await start(dataDir);
  expect(await answers(postgres.url)).toBe(true);
  await postgres.stop();
  expect(await readdir(dataDir)).toEqual(['postgresql']);
});

// Only root's server runs as somebody else, who may be barred from a folder.
test.runIf(isRoot)(
  'where only root may enter the cluster is elsewhere, and no later directory finds it',
  async () => {
    await chmod(dataDir, 0o700);
    const first = await start(dataDir);
    expect(first.location.startsWith(dataDir)).toBe(false);
    await query(first.url, 'CREATE TABLE kept ()');
    await first.stop();

    const again = await start(dataDir);
    expect(again.location).toBe(first.location);
    expect(await query(again.url, 'SELECT FROM kept')).toEqual([]);
    await again.stop();

    await removeDataDir(dataDir);
    await mkdir(dataDir, { mode: 0o700 });
    const fresh = await start(dataDir);
    expect(fresh.location).not.toBe(first.location);
    await expect(query(fresh.url, 'SELECT FROM kept')).rejects.toThrow('does not exist');
    await fresh.stop();
  },
);

test('a data directory that cannot be one is refused with what to do', async () => {
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  await expect(start(join(file, 'data'))).rejects.toThrow(/is not writable .*set DATA_DIR to another/);
});

test('a machine without a platform package is told to set DATABASE_URL', async () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch')!;
  Object.defineProperty(process, 'arch', { ...arch, value: 'pdp11' });
  try {
    await expect(start(dataDir)).rejects.toThrow(/no PostgreSQL for this machine .*set DATABASE_URL/);
  } finally {
    Object.defineProperty(process, 'arch', arch);
  }
});
