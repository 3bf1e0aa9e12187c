import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Caller } from '../support/caller.ts';
import { makeDataDir, removeDataDir } from '../support/embedded.ts';
import { endOfLog } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import {
  findFreePort,
  type GatewayProcess,
  killProcesses,
  runScript,
  startProcess,
} from '../support/gateway-process.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

// One data directory, through the life of a server: its first start, a crash, a stop, and a start again.
let dataDir: string;
let env: Record<string, string>;
let server: GatewayProcess;
beforeAll(async () => {
  dataDir = await makeDataDir();
  env = { DATA_DIR: dataDir, PORT: await findFreePort(), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') killProcesses();
});
afterAll(async () => {
  vi.resetConfig();
  killProcesses();
  await removeDataDir(dataDir);
});

function callerOf({ url, demoKey }: GatewayProcess, token = demoKey!): Caller {
  return new Caller({ url, token, accountId: '' });
}

/** The processes of PostgreSQL that say that they serve the data directory. */
async function servingPids(): Promise<number[]> {
  const files = await readdir(dataDir, { recursive: true });
  const locks = files.filter((file) => file.endsWith('postmaster.pid'));
  const texts = await Promise.all(locks.map((file) => readFile(join(dataDir, file), 'utf8')));
  return texts.map((text) => Number(text.split('\n')[0]));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('the first start prints an address, a demo key, and a line that works when pasted', async () => {
  server = await startProcess(env);

  expect(server.url).toBe(`http://127.0.0.1:${env.PORT}/graphql`);
  expect(server.demoKey).toMatch(/^sk_live_\S{27,}$/);
  const { stdout } = await promisify(execFile)('sh', ['-c', server.curl!]);
  const { data } = JSON.parse(stdout);
  expect(data.invoices.nodes).toHaveLength(3);
  expect(data.invoices.nodes[0]).toEqual({
    statementNo: expect.any(String),
    state: expect.any(String),
    connection: { displayName: expect.any(String) },
    billedTotal: { formatted: expect.stringMatching(/^\$\d/) },
    totalDue: { formatted: expect.stringMatching(/^\$\d/) },
  });
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(server.demoKey);
});

describe('the admin command beside the running server', () => {
  test('makes an account, whose key works at once, and prints one line of JSON and nothing else', async () => {
    const { code, stdout, stderr } = await runScript(
      'admin.ts',
      ['create-account', '--name', 'Acme', '--plan', 'ENTERPRISE'],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const { accountId, apiKey, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({});
    expect(apiKey).toMatch(/^sk_live_\S{27,}$/);
    const { viewer, invoices } = await callerOf(server, apiKey).run(
      '{ viewer { account { id name plan } } invoices { totalCount } }',
    );
    expect(viewer.account).toEqual({ id: accountId, name: 'Acme', plan: 'ENTERPRISE' });
    expect(invoices.totalCount).toBe(0);
  });

  test('lists the accounts, a line for each, and makes further keys for one', async () => {
    const list = await runScript('admin.ts', ['list-accounts'], env);
    const accounts = list.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(accounts.map(({ name, plan }) => [name, plan])).toEqual([
      ['Demo', 'ENTERPRISE'],
      ['Acme', 'ENTERPRISE'],
    ]);

    const made = await runScript('admin.ts', ['create-key', '--account', accounts[1].accountId], env);
    const { apiKey } = JSON.parse(made.stdout);
    const { viewer } = await callerOf(server, apiKey).run('{ viewer { account { name } } }');
    expect(viewer.account.name).toBe('Acme');
    expect(made.stderr).toBe('');
  });

  test('leaves the server running, and its database', async () => {
    await callerOf(server).run('{ viewer { account { id } } }');
    expect((await servingPids()).filter(isAlive)).toHaveLength(1);
  });
});

test('after a kill in the middle of writing, the next start has every write that was acknowledged', async () => {
  const caller = callerOf(server);
  const { id: connectionId } = await caller.createOrganization();
  const acknowledged: string[] = [];
  const write = async () => {
    for (;;) acknowledged.push((await caller.createInvoice({ connectionId })).id);
  };
  const writing = Promise.allSettled(Array.from({ length: 8 }, write));
  await expect.poll(() => acknowledged.length).toBeGreaterThan(40);
  server.child.kill('SIGKILL');
  await writing;
  await server.ended;

  const { demoKey } = server;
  server = await startProcess(env);

  expect(server.demoKey).toBe(demoKey);
  const found: (string | undefined)[] = [];
  for (let index = 0; index < acknowledged.length; index += 100) {
    const ids = acknowledged.slice(index, index + 100);
    const { nodes } = await callerOf(server).run(
      'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Invoice { id billedTotal { amount } } } }',
      { ids },
    );
    for (const node of nodes) found.push(node?.billedTotal.amount === '100.00' ? node.id : undefined);
  }
  expect(found).toEqual(acknowledged);
});

test('SIGTERM ends the listeners, lets a running request finish, and leaves nothing running', async () => {
  const caller = callerOf(server);
  const after = await endOfLog(caller);
  const query = 'subscription($after: String) { events(after: $after) { name } }';
  const listeners = [caller.listen(query, { after }), listenByStream(caller, query, { after })];
  // Both have begun once they have heard of something.
  await caller.createOrganization();
  for (const listener of listeners) await listener.next();
  const [postgres] = await servingPids();
  expect(isAlive(postgres!)).toBe(true);

  const COUNT = 50;
  const long = Array.from(
    { length: COUNT },
    (_, index) => `m${index}: createExpenseCategory(input: { name: "Long" }) { __typename }`,
  );
  const running = caller.run(`mutation { ${long.join(' ')} }`);
  const written = async () =>
    (await caller.run('{ expenseCategories(search: "Long") { totalCount } }')).expenseCategories.totalCount;
  await expect.poll(written, { interval: 10 }).toBeGreaterThan(0);
  server.child.kill('SIGTERM');

  const result = await running;
  expect(Object.values(result)).toEqual(Array(COUNT).fill({ __typename: 'CreateExpenseCategorySuccess' }));
  await expect(listeners[0]!.ended()).rejects.toMatchObject({ code: 1001 });
  await listeners[1]!.ended();
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  await expect.poll(() => isAlive(postgres!)).toBe(false);
  expect(await servingPids()).toEqual([]);
});

test('the admin command works without a server, and leaves nothing running', async () => {
  const { code, stdout, stderr } = await runScript('admin.ts', ['list-accounts'], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(await servingPids()).toEqual([]);
});

test('the next start finds the data, and prints the same key', async () => {
  const { demoKey } = server;
  server = await startProcess(env);
  expect(server.demoKey).toBe(demoKey);
  const { expenseCategories } = await callerOf(server).run(
    '{ expenseCategories(search: "Long") { totalCount } }',
  );
  expect(expenseCategories.totalCount).toBe(50);
  server.child.kill('SIGINT');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});
