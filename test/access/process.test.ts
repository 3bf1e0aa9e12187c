import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import {
  findFreePort,
  type GatewayProcess,
  killProcesses,
  runScript,
  startProcess,
} from '../support/gateway-process.ts';
import { post } from '../support/post.ts';
import { ALL, createKey } from './keys.ts';

// A gateway in a process of its own, and the operator's commands beside it.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const gateway = useGateway();
let server: GatewayProcess;
let caller: Caller;
let env: Record<string, string>;
beforeAll(async () => {
  const { database, config } = gateway.gateway;
  const DATABASE_URL = database.pool.options.connectionString!;
  env = { DATABASE_URL, HOST: '127.0.0.1', LOG_LEVEL: 'trace', DATA_DIR: config.dataDir };
  server = await startProcess({ ...env, PORT: await findFreePort() }, { hasDemo: false });
  const { token, accountId } = await gateway.createCaller();
  caller = new Caller({ url: server.url, token, accountId });
});
afterAll(() => {
  vi.resetConfig();
  killProcesses();
});

async function admin(...args: string[]) {
  const { code, stdout, stderr } = await runScript('admin.ts', args, env);
  return {
    code,
    stderr,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

test('an operator makes a key for some things only, finds it, and ends it', async () => {
  const account = ['--account', caller.accountId];
  const made = await admin(
    'create-key',
    ...account,
    '--name',
    'Report',
    '--abilities',
    'events_read,PAYMENTS_READ',
  );
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const holder = new Caller({ ...caller, url: server.url, token: made.lines[0].apiKey });
  const { viewer } = await holder.run('{ viewer { apiKey { id name abilities } } }');
  expect(viewer.apiKey).toMatchObject({ name: 'Report', abilities: ['PAYMENTS_READ', 'EVENTS_READ'] });

  const { lines } = await admin('list-keys', ...account);
  expect(lines.map(({ name, revokedAt }) => [name, revokedAt])).toEqual([
    ['First key', null],
    ['Report', null],
  ]);
  expect(lines[1]).toMatchObject({ keyId: viewer.apiKey.id, prefix: made.lines[0].apiKey.slice(0, 12) });

  const revoked = await admin('revoke-key', ...account, '--key', viewer.apiKey.id);
  expect(revoked).toMatchObject({
    code: 0,
    lines: [{ keyId: viewer.apiKey.id, revokedAt: expect.any(String) }],
  });
  const again = await admin('revoke-key', ...account, '--key', viewer.apiKey.id);
  expect(again.lines).toEqual(revoked.lines);
});

test.each([
  ['an ability that there is not', ['create-key', '--abilities', 'EVERYTHING'], 'EVERYTHING'],
  ['no ability', ['create-key', '--abilities', ''], '--abilities'],
  [
    'a key that there is not',
    ['revoke-key', '--key', 'ApiKey_01900000-0000-7000-8000-000000000000'],
    'no API key',
  ],
  ['no key', ['revoke-key'], '--key'],
])('%s is one line of refusal', async (_, [command, ...options], wording) => {
  const { code, stderr, lines } = await admin(command!, '--account', caller.accountId, ...options);
  expect({ code, lines }).toEqual({ code: 1, lines: [] });
  expect(stderr).toContain(wording);
  expect(stderr.trimEnd()).not.toContain('\n');
});

test('whatever is done with keys, no token stands in the log, at whatever level', async () => {
  const key = await createKey(caller, ALL);
  const rotated = await caller.mutateById('rotateApiKey', key.keyId, '... on RotateApiKeySuccess { token }');
  const holder = key.with(rotated);
  await holder.run('{ viewer { apiKey { id } } }');
  const wrong = `sk_live_${'x'.repeat(32)}`;
  for (const query of ['{ viewer { nonsense } }', '{ viewer', 'subscription { events(after: "x") { id } }']) {
    for (const token of [wrong, holder.token])
      await post(server.url, { query }, { authorization: `Bearer ${token}` });
  }
  const listener = holder.listen('subscription { events { id } }');
  await holder.close();
  await listener.ended().catch(() => {});
  // What makes the log speak: the table is gone.
  await gateway.gateway.database.pool.query('ALTER TABLE "ApiKey" RENAME TO "Away"');
  const fault = await post(server.url, { query: '{ apiKeys { id } }' }, { authorization: `Bearer ${wrong}` });
  const known = await post(
    server.url,
    { query: '{ apiKeys { id } }' },
    { authorization: `Bearer ${holder.token}` },
  );
  await gateway.gateway.database.pool.query('ALTER TABLE "Away" RENAME TO "ApiKey"');
  for (const { json } of [fault, known])
    expect(json?.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');

  server.child.kill('SIGTERM');
  const { code, stdout, stderr } = await server.ended;
  expect(code).toBe(0);
  expect(stderr).toContain('"level":50');
  const secrets = [caller.token, key.token, holder.token, wrong].map((token) => token.slice(12));
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
});
