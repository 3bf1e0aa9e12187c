import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { loadPersistedDocuments } from '../../src/server/persisted-documents.ts';
import type { Caller } from '../support/caller.ts';
import { endOfLog } from '../support/event-log.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';
import { runScript } from '../support/gateway-process.ts';
import { exchange } from '../support/post.ts';
import { enterSocket, hangUpAll, say } from '../support/socket.ts';
import { codesOf, TRANSPORTS } from './transports.ts';

const WHO = 'query Who { viewer { account { name } } }';
const ACME = { viewer: { account: { name: 'Acme' } } };
const CREATE = `mutation Create($input: CreateExpenseCategoryInput!) {
  createExpenseCategory(input: $input) { __typename }
}`;
const DOCUMENTS = {
  who: WHO,
  create: CREATE,
  count: 'query Count($first: Int) { expenseCategories(first: $first) { totalCount } }',
  listen: 'subscription Listen($after: String) { invoicePaid(after: $after) { cursor } }',
};

let folder: string;
let only: StartedGateway;
let besides: StartedGateway;
let caller: Caller;
let freeCaller: Caller;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
  const PERSISTED_DOCUMENTS = await writeManifest('codegen.json', DOCUMENTS);
  only = await startGateway({ env: { PERSISTED_DOCUMENTS, PERSISTED_DOCUMENTS_ONLY: 'on' } });
  besides = await startGateway({ env: { PERSISTED_DOCUMENTS } });
  caller = await only.createCaller();
  freeCaller = await besides.createCaller();
});
afterAll(async () => {
  hangUpAll();
  await only.stop();
  await besides.stop();
  await rm(folder, { recursive: true });
});

async function writeManifest(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const apollo = (id: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });

describe.each(TRANSPORTS)('over %s', (_, ask) => {
  test.each([
    ['documentId', { documentId: 'who' }],
    ['the extension of Apollo', apollo('who')],
    ['the extension as graphql-ws shows it', { extensions: { persistedQuery: 'who' } }],
  ])('a document is named by %s, again and again', async (_name, request) => {
    for (const asker of [caller, freeCaller]) {
      for (let time = 1; time <= 4; time += 1) expect((await ask(asker, request)).data).toEqual(ACME);
    }
  });

  test('it is given variables', async () => {
    const create = { documentId: 'create', variables: { input: { name: `Travel ${_}` } } };
    expect((await ask(caller, create)).data.createExpenseCategory.__typename).toMatch(/Success$/);
    const wrong = await ask(caller, { documentId: 'count', variables: { first: 'many' } });
    expect(codesOf(wrong)).toEqual(['BAD_USER_INPUT']);
  });

  test('one that there is not is refused', async () => {
    for (const asker of [caller, freeCaller]) {
      for (const request of [{ documentId: 'nonsense' }, apollo('nonsense'), { documentId: 'toString' }]) {
        expect(codesOf(await ask(asker, request))).toEqual(['PERSISTED_DOCUMENT_NOT_FOUND']);
      }
    }
  });

  test.each([
    ['a document of its own', { query: '{ viewer { account { name } } }' }],
    ['one that the gateway knows, in full', { query: WHO }],
    ['its own under a name that is known', { query: '{ __typename }', documentId: 'who' }],
    ['its own with the name that the server gives it inside', { query: '__PERSISTED_OPERATION_who__' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a subscription', { query: 'subscription { invoicePaid { cursor } }' }],
    ['nothing', { query: '' }],
    ['a name that is no text', { documentId: 1 }],
    ['a name that is an object', { extensions: { persistedQuery: { version: 1, sha256Hash: {} } } }],
  ])('where nothing else is run, %s is refused', async (_name, request) => {
    expect(codesOf(await ask(caller, request))).toEqual(['PERSISTED_DOCUMENT_REQUIRED']);
  });

  test('where others are run, they are', async () => {
    expect((await ask(freeCaller, { query: WHO })).data).toEqual(ACME);
  });
});

describe('by GET', () => {
  const get = (search: Record<string, string>) =>
    exchange(`${only.url}?${new URLSearchParams(search)}`, {
      headers: { authorization: `Bearer ${caller.token}` },
    });

  test('a query may be named, and a mutation may not', async () => {
    expect((await get({ documentId: 'who' })).json).toEqual({ data: ACME });
    const { extensions } = apollo('who');
    expect((await get({ extensions: JSON.stringify(extensions) })).json).toEqual({ data: ACME });
    const variables = JSON.stringify({ input: { name: 'Slipped in' } });
    expect((await get({ documentId: 'create', variables })).status).toBe(405);
  });

  test('what is not named is refused', async () => {
    expect((await get({ query: WHO })).json?.errors?.[0]?.extensions.code).toBe(
      'PERSISTED_DOCUMENT_REQUIRED',
    );
  });
});

test('a subscription that is named listens', async () => {
  const socket = await enterSocket(freeCaller.url, freeCaller.token);
  const invoice = await freeCaller.createInvoice();
  const after = await endOfLog(freeCaller);
  const heard = once(socket, 'message');
  say(socket, {
    id: 'one',
    type: 'subscribe',
    payload: { query: '', documentId: 'listen', variables: { after } },
  });
  await freeCaller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
  const [message] = await heard;
  expect(JSON.parse(message)).toMatchObject({ type: 'next', payload: { data: { invoicePaid: {} } } });
});

describe('the file', () => {
  const load = async (content: unknown) =>
    loadPersistedDocuments(readConfig({ PERSISTED_DOCUMENTS: await writeManifest('tried.json', content) }));

  test('may be the one that Apollo writes', async () => {
    const operations = [{ id: 'abc', name: 'Who', type: 'query', body: WHO }];
    const documents = await load({ format: 'apollo-persisted-query-manifest', version: 1, operations });
    expect(documents?.find('abc')?.definitions).toHaveLength(1);
    expect(documents?.find('operations')).toBeUndefined();
  });

  test('gives the same document each time, so that it is compiled', async () => {
    const documents = await load(DOCUMENTS);
    expect(documents?.find('who')).toBe(documents?.find('who'));
  });

  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{"who": ', /must be a JSON object/],
    ['a list', [WHO], /must be a JSON object/],
    ['a document that is no text', { who: { query: WHO } }, /must be a JSON object/],
    ['a document that does not parse', { who: 'query {' }, /"who".*Syntax Error/],
    ['a field that there is not', { who: '{ nonsense }' }, /"who".*nonsense/],
    ['no operation', { who: 'fragment F on Query { __typename }' }, /"who"/],
  ])('that is wrong is one line: %s', async (_, content, saying) => {
    const error = await load(content).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringMatching(saying) });
    expect((error as Error).message).toMatch(/PERSISTED_DOCUMENTS/);
    expect((error as Error).message).not.toContain('\n');
  });

  test('that is not there is one line and exit code 1, and so are documents that do not fit', async () => {
    const env = {
      DATABASE_URL: only.gateway.database.pool.options.connectionString!,
      PORT: '0',
      DATA_DIR: folder,
    };
    for (const PERSISTED_DOCUMENTS of [
      join(folder, 'missing.json'),
      await writeManifest('misfit.json', { who: '{ nonsense(\n) }' }),
    ]) {
      const { code, stdout, stderr } = await runScript('main.ts', [], { ...env, PERSISTED_DOCUMENTS });
      expect(stderr).toMatch(/^[^\n]*PERSISTED_DOCUMENTS[^\n]+\n$/);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    }
  });

  test('is needed where nothing else is to be run', () => {
    expect(() => readConfig({ PERSISTED_DOCUMENTS_ONLY: 'on' })).toThrow(
      /^PERSISTED_DOCUMENTS_ONLY requires/,
    );
    expect(() => readConfig({ PERSISTED_DOCUMENTS_ONLY: '1' })).toThrow(/must be on or off/);
  });
});
