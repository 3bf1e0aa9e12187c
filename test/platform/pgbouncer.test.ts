import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { Gateway } from '../../src/platform/gateway.ts';
import { createLogger } from '../../src/platform/log.ts';
import { checkConnections, PoolerError } from '../../src/platform/postgres/check-connections.ts';
import { openDatabase } from '../../src/platform/postgres/database.ts';
import {
  closeFarGateway,
  createClient,
  expectClient,
  listenForClients,
  openFarGateway,
  timeOf,
} from '../events/two-nodes.ts';
import { Caller } from '../support/caller.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { makeDataDir, query, removeDataDir } from '../support/embedded.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';
import { findFreePort, killProcesses, runScript, startProcess } from '../support/gateway-process.ts';
import { isForgetful, type PgBouncer, pgBouncerVersion, startPgBouncer } from '../support/pgbouncer.ts';

vi.setConfig({ testTimeout: 60_000 });
afterAll(() => vi.resetConfig());

const SESSIONS = 4;

describe.skipIf(!pgBouncerVersion)('behind PgBouncer, which pools transactions (skipped without it)', () => {
  let bouncer: PgBouncer;
  beforeAll(async () => {
    // So few that transactions have to change their sessions all the time.
    bouncer = await startPgBouncer(inject('templateUrl'), {
      settings: { default_pool_size: String(SESSIONS) },
    });
  });
  afterAll(() => bouncer.kill());

  describe('two gateways', () => {
    let direct: TestDatabase;
    let near: StartedGateway;
    let far: Gateway;
    let caller: Caller;
    beforeEach(async () => {
      direct = await createDatabase();
      // What the server takes for its own time is not what the gateway means.
      await query(
        direct.url,
        `ALTER DATABASE ${new URL(direct.url).pathname.slice(1)} SET timezone TO 'Asia/Tokyo'`,
      );
    });
    afterEach(async () => {
      await caller.close();
      await closeFarGateway(far);
      await near.stop();
    });

    async function start(env: Record<string, string> = {}): Promise<void> {
      const url = bouncer.through(direct.url);
      near = await startGateway({ database: { ...direct, url }, env: { DATABASE_URL: url, ...env } });
      far = openFarGateway(near);
      caller = await near.createCaller();
    }

    test('write and read what is asked at once, over a few sessions', async () => {
      await start();
      await checkConnections(near.gateway.database, near.gateway.log);
      const names = Array.from({ length: 60 }, (_, index) => `Number ${index}`);
      const created = names.map((name) =>
        Math.random() < 0.5 ? caller.createOrganization({ name }) : createClient(far, caller, name),
      );
      const reads = names.map(() =>
        caller.run('{ connections(first: 5) { totalCount nodes { contacts { nodes { id } } } } }'),
      );
      await Promise.all([...created, ...reads]);

      const { connections } = await caller.run('{ connections(first: 100) { nodes { displayName } } }');
      expect(connections.nodes.map(({ displayName }: { displayName: string }) => displayName).sort()).toEqual(
        names.sort(),
      );
      const [{ count }] = (await query(
        direct.url,
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      )) as [{ count: number }];
      expect(count).toBeLessThanOrEqual(SESSIONS);
    });

    test('keep instants as they are, whatever the zone of the server is', async () => {
      await start();
      near.clock.moveTo('2026-03-01T23:30:00Z');
      await createClient(far, caller, 'At night');
      const instant = '2026-03-01T23:30:00.000Z';
      const { events } = await caller.run('{ events { nodes { occurredAt } } }');
      expect(events.nodes).toEqual([{ occurredAt: instant }]);
      expect(await query(direct.url, 'SELECT "occurredAt" FROM "Event" ORDER BY seq DESC LIMIT 1')).toEqual([
        { occurredAt: new Date(instant) },
      ]);
    });

    test('hear of each other all the same, and at once where the listening goes past it', async () => {
      await start();
      const listener = await listenForClients(caller);
      const warn = vi.spyOn(near.gateway.log, 'warn');
      await createClient(far, caller, 'Without a hint');
      await expectClient(listener, 'Without a hint');
      await closeFarGateway(far);
      await caller.close();

      const again = await startGateway({
        beside: near,
        env: { DATABASE_URL: bouncer.through(direct.url), DIRECT_DATABASE_URL: direct.url },
      });
      far = openFarGateway(again);
      caller = new Caller({ ...again, token: caller.token, accountId: caller.accountId });
      const there = await listenForClients(caller);
      // By polling alone, each would take its second.
      expect(await timeOf(10, { far, caller, listener: there })).toBeLessThan(5_000);
      await caller.close();
      await again.stop();
      await expect.poll(() => warn.mock.calls.flat().join()).toContain('Event hints do not arrive');
    });

    test('go on by themselves when it is killed and started again, and so do their listeners', async () => {
      await start();
      const listener = await listenForClients(caller);
      await createClient(far, caller, 'There');
      await expectClient(listener, 'There');
      const { port } = bouncer;
      await bouncer.kill();
      await expect(createClient(far, caller, 'Not there')).rejects.toThrow();
      bouncer = await startPgBouncer(inject('templateUrl'), {
        port,
        settings: { default_pool_size: String(SESSIONS) },
      });
      await createClient(far, caller, 'There again');
      await expectClient(listener, 'There again');
    });
  });

  test('two processes make one empty database ready, and leave no lock behind', async () => {
    const direct = await createEmptyDatabase();
    const dataDirs = await Promise.all([makeDataDir(), makeDataDir()]);
    const env = { DATABASE_URL: bouncer.through(direct.url), HOST: '127.0.0.1', LOG_LEVEL: 'error' };
    const nodes = await Promise.all(
      dataDirs.map(async (dataDir) =>
        startProcess({ ...env, DATA_DIR: dataDir, PORT: await findFreePort() }, { hasDemo: false }),
      ),
    );
    for (const { child } of nodes) child.kill('SIGKILL');
    await Promise.all(nodes.map(({ child }) => once(child, 'exit')));
    const locks = `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE locktype = 'advisory' AND datname = current_database()`;
    expect(await query(direct.url, locks)).toEqual([]);
    const migrations = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml'));
    expect(await query(direct.url, 'SELECT count(*)::int FROM _prisma_migrations')).toEqual([
      { count: migrations.length },
    ]);
    expect(await query(direct.url, 'SELECT count(*)::int FROM "Account"')).toEqual([{ count: 1 }]);
    killProcesses();
    await direct.drop();
    await Promise.all(dataDirs.map(removeDataDir));
  });

  describe('what it is not set to is found at the start', () => {
    let direct: TestDatabase;
    beforeAll(async () => {
      direct = await createDatabase();
    });
    afterAll(() => direct.drop());

    async function check(settings: Record<string, string>, search = ''): Promise<unknown> {
      const other = await startPgBouncer(inject('templateUrl'), { settings });
      const url = new URL(other.through(direct.url));
      if (search) url.search = search;
      const log = createLogger('silent');
      const warn = vi.spyOn(log, 'warn');
      const database = openDatabase(url.href, () => {}, { statementTimeoutMs: 31_000 });
      try {
        await checkConnections(database, log);
        return warn.mock.calls;
      } finally {
        await database.close();
        await other.kill();
      }
    }

    test('nothing, where it is set as it should be', async () => {
      expect(await check({})).toEqual([]);
    });

    test('another time that a statement may take', async () => {
      expect(await check({ connect_query: '' })).toEqual([
        [{ timeoutMs: 0, expectedMs: 31_000 }, expect.stringContaining('another statement_timeout')],
      ]);
    });

    test('that prepared statements are forgotten', async () => {
      const settings: Record<string, string> = isForgetful ? {} : { max_prepared_statements: '0' };
      await expect(check(settings, '?pgbouncer=false')).rejects.toThrow(PoolerError);
    });

    test('that it refuses to begin, in one line', async () => {
      const strict = await startPgBouncer(inject('templateUrl'), {
        settings: { ignore_startup_parameters: 'extra_float_digits' },
      });
      const dataDir = await makeDataDir();
      const env = { DATABASE_URL: strict.through(direct.url), DATA_DIR: dataDir, PORT: await findFreePort() };
      expect(await runScript('main.ts', [], env)).toEqual({
        code: 1,
        stdout: '',
        stderr:
          'DATABASE_URL is rejected: unsupported startup parameter: statement_timeout. For PgBouncer see docs/scaling.md.\n',
      });
      await strict.kill();
      await removeDataDir(dataDir);
    });
  });
});

test('DIRECT_DATABASE_URL alone is refused', async () => {
  const dataDir = await makeDataDir();
  const { code, stderr } = await runScript('main.ts', [], {
    DIRECT_DATABASE_URL: 'postgresql://localhost/billing',
    DATA_DIR: dataDir,
  });
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^DIRECT_DATABASE_URL requires DATABASE_URL.*\n$/),
  ]);
  await removeDataDir(dataDir);
});
