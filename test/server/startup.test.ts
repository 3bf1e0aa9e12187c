import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { makeDataDir, removeDataDir } from '../support/embedded.ts';
import {
  type Ended,
  findFreePort,
  killProcesses,
  runScript,
  startProcess,
} from '../support/gateway-process.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let database: TestDatabase;
let dataDir: string;
let env: Record<string, string>;
beforeAll(async () => {
  [database, dataDir] = await Promise.all([createDatabase(), makeDataDir()]);
  env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: await findFreePort(),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
});
afterAll(async () => {
  vi.resetConfig();
  killProcesses();
  await database.drop();
  await removeDataDir(dataDir);
});

function expectOneLine({ code, stdout, stderr }: Ended, saying: RegExp): void {
  expect(stderr).toMatch(saying);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}

// Comes first: the database has no account yet.
test('in production there is no demo account, and no GraphiQL', async () => {
  const server = await startProcess(
    { ...env, NODE_ENV: 'production', PUBLIC_URL: 'https://billing.example.com/' },
    { hasDemo: false },
  );

  expect(server.url).toBe('https://billing.example.com/graphql');
  expect([server.demoKey, server.curl]).toEqual([null, null]);
  const url = `http://127.0.0.1:${env.PORT}/graphql`;
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).not.toContain('<html');
  const introspection = await fetch(`${url}?query={__typename}`);
  expect(await introspection.json()).toEqual({ data: { __typename: 'Query' } });

  expect((await runScript('admin.ts', ['list-accounts'], env)).stdout).toBe('');
  server.child.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});

test('a database that has accounts already gets no demo account', async () => {
  const made = await runScript('admin.ts', ['create-account', '--name', 'Acme'], env);
  expect(JSON.parse(made.stdout)).toEqual({ accountId: expect.any(String), apiKey: expect.any(String) });

  const server = await startProcess(env, { hasDemo: false });

  expect([server.demoKey, server.curl]).toEqual([null, null]);
  server.child.kill('SIGTERM');
  expect((await server.ended).stdout).toBe(
    `Billing gateway: http://127.0.0.1:${env.PORT}/graphql\nMail goes to:    files in ${join(dataDir, 'mail')} (SMTP_URL is not set)\n`,
  );
});

describe('a setting that cannot be used is one line and exit code 1', () => {
  test.each([
    ['main.ts', 'PORT', 'many'],
    ['admin.ts', 'DATABASE_URL', 'mysql://localhost/billing'],
  ])('%s with %s=%s', async (script, name, value) => {
    expectOneLine(
      await runScript(script, script === 'admin.ts' ? ['list-accounts'] : [], { ...env, [name]: value }),
      new RegExp(name),
    );
  });

  test.each([
    ['PORT', ['many', '65536', '-1', '4000.5', '0x10', ' ']],
    ['LOG_LEVEL', ['2', 'loud']],
    ['DATABASE_URL', ['nonsense', 'localhost:5432/billing']],
    ['PUBLIC_URL', ['billing.example.com', 'ftp://billing.example.com', '//billing.example.com']],
  ])('%s is read strictly', (name, values) => {
    for (const value of values)
      expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} .*$`));
  });
});

describe('what stands in the way of a start is one line and exit code 1', () => {
  test('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as { port: number }).port);
    const ended = await runScript('main.ts', [], { ...env, PORT: port });
    expectOneLine(ended, new RegExp(`^Port ${port} is in use.*PORT`));
    other.close();
  });

  test('a database that does not answer', async () => {
    const url = `postgresql://billing:secret@127.0.0.1:${await findFreePort()}/billing`;
    const ended = await runScript('main.ts', [], { ...env, DATABASE_URL: url });
    expectOneLine(ended, /PostgreSQL.*DATABASE_URL/);
    expect(ended.stderr).not.toContain('secret');
  });

  test('a database that there is not', async () => {
    const url = new URL(database.url);
    url.pathname = '/nonsense';
    const ended = await runScript('admin.ts', ['list-accounts'], { ...env, DATABASE_URL: url.href });
    expectOneLine(ended, /nonsense/);
  });
});

describe('what the admin command is asked wrongly is answered on standard error', () => {
  test.each([
    ['nothing', [], 'Usage'],
    ['an option that there is not', ['list-accounts', '--all'], '--all'],
    ['a plan that there is not', ['create-account', '--name', 'Acme', '--plan', 'GOLD'], '--plan'],
    [
      'a key for an account that there is not',
      ['create-key', '--account', 'Account_01900000-0000-7000-8000-000000000000'],
      'no account',
    ],
  ])('%s', async (_, args, saying) => {
    const { code, stdout, stderr } = await runScript('admin.ts', args, env);
    expect(stderr).toContain(saying);
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
