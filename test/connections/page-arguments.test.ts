import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
  // More than a page has when nothing is said.
  await Promise.all(
    Array.from({ length: 21 }, (_, index) => caller.createOrganization({ name: `Example ${index + 10}` })),
  );
});

const ID = '01900000-0000-7000-8000-000000000000';

const QUERY = `query($first: Int, $after: String, $last: Int, $before: String) {
  connections(first: $first, after: $after, last: $last, before: $before) {
    nodes { displayName }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}`;

async function list(args: object): Promise<Answer> {
  return (await caller.run(QUERY, args)).connections;
}

async function cursorOf(query: string, field: string): Promise<string> {
  return (await caller.run(query))[field].pageInfo.endCursor;
}

function encode(cursor: unknown): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

describe('a page', () => {
  test('has twenty from the start when nothing is said', async () => {
    const page = await list({});
    expect(page.nodes).toHaveLength(20);
    expect(page.nodes[0]).toEqual({ displayName: 'Example 10' });
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  test('has twenty before a cursor when nothing else is said', async () => {
    const { pageInfo } = await list({ last: 1 });
    const page = await list({ before: pageInfo.startCursor });
    expect(page.nodes).toHaveLength(20);
    expect(page.nodes.at(-1)).toEqual({ displayName: 'Example 29' });
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  test('of none has none, and tells whether there are any', async () => {
    const none = { startCursor: null, endCursor: null };
    const page = await list({ first: 0 });
    expect(page).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, ...none },
      totalCount: 21,
    });
    const last = await list({ last: 0 });
    expect(last.nodes).toEqual([]);
    expect(last.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, ...none });
    const empty = await gateway.createCaller();
    const { connections } = await empty.run(QUERY, { first: 0 });
    expect(connections.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, ...none });
  });

  test('has a hundred at most', async () => {
    expect((await list({ first: 100 })).nodes).toHaveLength(21);
    expect((await list({ last: 100 })).nodes).toHaveLength(21);
  });

  test('takes nulls for what is left out', async () => {
    const page = await list({ first: null, after: null, last: 2, before: null });
    expect(page.nodes).toEqual([{ displayName: 'Example 29' }, { displayName: 'Example 30' }]);
  });

  test('may begin at a cursor of another direction, or of another filter', async () => {
    const { pageInfo } = await list({ first: 3 });
    const { connections } = await caller.run(
      `query($after: String) {
        connections(direction: DESC, after: $after, filter: { search: "example" }) { nodes { displayName } }
      }`,
      { after: pageInfo.endCursor },
    );
    expect(connections.nodes).toEqual([{ displayName: 'Example 11' }, { displayName: 'Example 10' }]);
  });
});

describe('refused as BAD_USER_INPUT is', () => {
  async function argumentOf(args: object): Promise<string> {
    const { status, body } = await caller.send(QUERY, args);
    expect(status).toBe(200);
    expect(body.data).toEqual({ connections: null });
    expect(body.errors).toMatchObject([{ path: ['connections'], extensions: { code: 'BAD_USER_INPUT' } }]);
    return body.errors![0]!.extensions.argument;
  }

  test.each<[object, string]>([
    [{ first: 101 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ last: 101 }, 'last'],
    [{ last: -1 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: 'nonsense' }, 'after'],
    [{ after: '' }, 'after'],
    [{ last: 1, before: 'nonsense' }, 'before'],
    [{ after: encode(null) }, 'after'],
    [{ after: encode({}) }, 'after'],
    [{ after: encode(['NAME']) }, 'after'],
    [{ after: encode(['NAME', 'Example', 'no uuid']) }, 'after'],
    [{ after: encode(['NAME', 7, ID]) }, 'after'],
    [{ after: encode(['NAME', 'a\0b', ID]) }, 'after'],
  ])('%j', async (args, argument) => {
    expect(await argumentOf(args)).toBe(argument);
  });

  test('after with before, first with before, last with after', async () => {
    const { startCursor: before, endCursor: after } = (await list({ first: 2 })).pageInfo;
    expect(await argumentOf({ after, before })).toBe('before');
    expect(await argumentOf({ first: 1, before })).toBe('before');
    expect(await argumentOf({ last: 1, after })).toBe('after');
  });

  test('a cursor of a list in another order', async () => {
    await caller.createInvoice();
    const invoices = await cursorOf('{ invoices { pageInfo { endCursor } } }', 'invoices');
    expect(await argumentOf({ after: invoices })).toBe('after');

    const byNumber = await cursorOf(
      '{ invoices(orderBy: { field: STATEMENT_NO }) { pageInfo { endCursor } } }',
      'invoices',
    );
    const { body } = await caller.send('query($after: String) { invoices(after: $after) { totalCount } }', {
      after: byNumber,
    });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });

  test.each([
    ['DATE', '2026-02-30'],
    ['CREATED_AT', '2026-01-15T09:00:00+23:59'],
    ['STATE', 'LOST'],
    ['STATE', 'toString'],
  ])('a made-up cursor of invoices by %s at %s', async (field, value) => {
    const { body } = await caller.send(
      'query($field: InvoiceOrderField!, $after: String) { invoices(orderBy: { field: $field }, after: $after) { totalCount } }',
      { field, after: encode([field, value, ID]) },
    );
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });
});
