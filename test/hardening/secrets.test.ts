import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashToken } from '../../src/platform/id-generator.ts';
import { startMailServer } from '../mail/mail-server.ts';
import { Caller } from '../support/caller.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { makeDataDir, removeDataDir } from '../support/embedded.ts';
import { findFreePort, killProcesses, runScript, startProcess } from '../support/gateway-process.ts';
import { exchange, post } from '../support/post.ts';
import { enterSocket, hangUpAll, openSocket, say } from '../support/socket.ts';
import { TRANSPORTS } from './transports.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  [database, dataDir] = await Promise.all([createDatabase(), makeDataDir()]);
});
afterAll(async () => {
  vi.resetConfig();
  hangUpAll();
  killProcesses();
  await database.drop();
  await removeDataDir(dataDir);
});

const SMTP_PASSWORD = 'smtp-secret-4711';
const WRONG_KEY = 'sk_live_wrong4711wrong4711wrong4711wrong';
const CONTENT = 'Contents4711';
const REFUSED = 'refused by the database';
const OTHER_KEY = 'idempotency-4711';

/** Whoever is asked for a login here says back what it was given. */
async function startEchoingMailServer(): Promise<number> {
  const { port } = await startMailServer({
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, _session, callback) =>
      callback(new Error(`No such login: ${username}:${password}`)),
  });
  return port;
}

async function askEverything(caller: Caller): Promise<void> {
  const { url, token } = caller;
  const invoice = await caller.createInvoice({ note: CONTENT });
  await caller.mutate('sendInvoice', { invoiceId: invoice.id, message: { subject: CONTENT } });
  const input = { name: CONTENT };
  const create =
    'mutation($input: CreateExpenseCategoryInput!) { createExpenseCategory(input: $input) { __typename } }';
  const basic = `Basic ${Buffer.from(`${token}:`).toString('base64')}`;
  for (const authorization of [`Bearer ${token}`, basic, `Bearer ${WRONG_KEY}`, token, 'Digest nonsense']) {
    const headers = { authorization, 'idempotency-key': OTHER_KEY };
    await post(url, { query: create, variables: { input } }, headers);
    await post(url, `{"query": "${token}`, headers);
    await post(url, { query: `{ ${token} }` }, headers);
    await exchange(`${url}?key=${token}&query={viewer{account{name}}}`, { headers });
    await exchange(`${url}?authorization=Bearer%20${token}&variables={"x":"${token}"`, { headers });
    await exchange(`${new URL(url).origin}/${token}?apiKey=${token}`, { headers });
  }
  for (const [, ask] of TRANSPORTS) {
    await ask(caller, { query: create, variables: { input, key: token } });
    await ask(caller, { query: '{ invoices { nodes { id } } }' });
    await ask(caller, { query: `{ contact(id: "${token}") { id } }`, variables: { key: token } });
  }
}

async function knockWrongly({ url }: Caller): Promise<void> {
  const socket = await openSocket(url);
  say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${WRONG_KEY}` } });
  await once(socket, 'close');
}

test('whatever is asked, and whatever fails: the log shows no secret, at its most talkative', async () => {
  const databasePassword = decodeURIComponent(new URL(database.url).password);
  expect(databasePassword.length).toBeGreaterThan(7);
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: await findFreePort(),
    HOST: '127.0.0.1',
    NODE_ENV: 'production',
    LOG_LEVEL: 'trace',
    SMTP_URL: `smtp://billing:${SMTP_PASSWORD}@127.0.0.1:${await startEchoingMailServer()}`,
  };
  const made = await runScript('admin.ts', ['create-account', '--name', 'Acme', '--plan', 'ENTERPRISE'], env);
  const { accountId, apiKey: token } = JSON.parse(made.stdout);
  const server = await startProcess(env, { hasDemo: false });
  const caller = new Caller({ url: `http://127.0.0.1:${env.PORT}/graphql`, token, accountId });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();

  await askEverything(caller);
  await knockWrongly(caller);
  const attempts = async () =>
    (await client.query('SELECT max("attempts") AS most FROM "Delivery"')).rows[0].most ?? 0;
  await expect.poll(attempts).toBeGreaterThan(0);
  // Of a row that may not be, the database tells all of it: the contents, and the hash of a new key.
  for (const table of ['Category', 'ApiKey']) {
    await client.query(`ALTER TABLE "${table}" ADD CHECK ("name" NOT LIKE '%${REFUSED}')`);
  }
  const refused = { name: `${CONTENT} ${REFUSED}` };
  for (const request of [
    ['createExpenseCategory', refused],
    ['createApiKey', { ...refused, abilities: ['CONNECTIONS_READ'] }],
  ] as const) {
    const [name, input] = request;
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const { body } = await caller.send(`mutation($i: ${type}!) { ${name}(input: $i) { __typename } }`, {
      i: input,
    });
    expect(body.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
  }
  // And so it does of a message to be sent, whose row the worker may not change.
  let heard = '';
  server.child.stderr!.on('data', (text) => {
    heard += text;
  });
  await client.query('ALTER TABLE "Delivery" ADD CHECK ("attempts" < 1) NOT VALID');
  const { id: invoiceId } = await caller.createInvoice();
  await caller.mutate('sendInvoice', { invoiceId, message: { subject: CONTENT } });
  await expect.poll(() => heard).toMatch(/A task failed|Composing a message failed/);
  await client.query('ALTER TABLE "Invoice" RENAME TO "Gone"');
  const socket = await enterSocket(caller.url, token);
  await caller.send('{ invoices { nodes { id } } }');
  await client.query('ALTER TABLE "ApiKey" RENAME TO "NoKeys"');
  await post(
    caller.url,
    { query: '{ viewer { account { name } } }' },
    { authorization: `Bearer ${WRONG_KEY}` },
  );
  await knockWrongly(caller);
  socket.terminate();
  await client.end();
  server.child.kill('SIGTERM');

  const { stdout, stderr, code } = await server.ended;
  expect(code).toBe(0);
  // It does tell what failed: there is something to look through.
  expect(stderr).toMatch(/"msg":"A request failed\."/);
  expect(stderr).toMatch(/does not exist|relation/);
  expect(stderr).toMatch(/"level":20/);
  const hashes = [token, WRONG_KEY].flatMap((key) => {
    const hash = hashToken(key);
    return [hash.toString('hex'), hash.toString('base64'), hash.toString('base64url'), [...hash].join(',')];
  });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secrets = [
    token,
    token.slice('sk_live_'.length),
    WRONG_KEY,
    ...hashes,
    SMTP_PASSWORD,
    base64(SMTP_PASSWORD),
    base64(`\0billing\0${SMTP_PASSWORD}`),
    databasePassword,
    base64(`${token}:`),
    CONTENT,
    OTHER_KEY,
  ];
  const shown = secrets.filter((secret) => `${stdout}${stderr}`.includes(secret));
  expect(shown).toEqual([]);
  expect(`${stdout}${stderr}`).not.toMatch(/[\da-f]{64}/i);
  expect(`${stdout}${stderr}`).not.toMatch(/authorization|Bearer (?!\[hidden\])|Basic (?!\[hidden\])/i);
});
