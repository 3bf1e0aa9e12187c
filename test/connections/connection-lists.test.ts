import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';

const gateway = useGateway();
let caller: Caller;

async function list(args: object = {}): Promise<Answer> {
  const { connections } = await caller.run(
    `query($filter: ConnectionFilter, $direction: SortDirection,
           $first: Int, $after: String, $last: Int, $before: String) {
      connections(filter: $filter, direction: $direction,
                  first: $first, after: $after, last: $last, before: $before) {
        nodes { id displayName } totalCount ${PAGE}
      }
    }`,
    args,
  );
  return connections;
}

function names({ nodes }: Answer): string[] {
  return nodes.map(({ displayName }: Answer) => displayName);
}

async function createIndividual(input: object): Promise<void> {
  await caller.mutate('createIndividual', {
    businessEmail: 'someone@example.com',
    language: 'EN_US',
    currency: 'USD',
    ...input,
  });
}

describe('a filter', () => {
  beforeAll(async () => {
    caller = await gateway.createCaller();
    const otherCaller = await gateway.createCaller();
    await otherCaller.createOrganization({ name: 'Beta of another account' });
    gateway.clock.moveTo('2026-01-10T10:00:00Z');
    await caller.createOrganization({ name: 'Alpha Ltd', businessEmail: 'pay@alpha.example' });
    await caller.createOrganization({ name: '100% Beta_Works', businessEmail: 'x@beta.example' });
    gateway.clock.moveTo('2026-01-20T10:00:00Z');
    await createIndividual({ firstName: 'Zoë', lastName: 'Beta', businessEmail: 'zoe@post.example' });
    const trashed = await caller.createOrganization({ name: 'Gone Beta' });
    await caller.mutateById('trashConnection', trashed.id);
  });

  test.each<[string, object, string[]]>([
    ['of nothing', {}, ['100% Beta_Works', 'Alpha Ltd', 'Zoë Beta']],
    ['of nulls', { search: null, category: null }, ['100% Beta_Works', 'Alpha Ltd', 'Zoë Beta']],
    ['of part of a name', { search: 'beta' }, ['100% Beta_Works', 'Zoë Beta']],
    ['of part of a name, in capitals', { search: 'ALPHA' }, ['Alpha Ltd']],
    ['of part of an email', { search: 'post.EX' }, ['Zoë Beta']],
    ['of a first and a last name together', { search: 'zoë b' }, ['Zoë Beta']],
    ['of a letter beyond ASCII in capitals', { search: 'ZOË' }, ['Zoë Beta']],
    ['of what stands in no name', { search: 'delta' }, []],
    ['of signs that mean something in SQL', { search: '%' }, ['100% Beta_Works']],
    ['of an underscore', { search: '_' }, ['100% Beta_Works']],
    ['of a quote', { search: "'" }, []],
    ['of organizations', { category: 'ORGANIZATION' }, ['100% Beta_Works', 'Alpha Ltd']],
    ['of individuals', { category: 'INDIVIDUAL' }, ['Zoë Beta']],
    ['of the trash', { trashed: true }, ['Gone Beta']],
    ['of what is not in the trash', { trashed: false }, ['100% Beta_Works', 'Alpha Ltd', 'Zoë Beta']],
    ['of an instant, included', { updatedSince: '2026-01-20T10:00:00Z' }, ['Zoë Beta']],
    ['of an instant in another zone', { updatedSince: '2026-01-20T12:00:00.000+02:00' }, ['Zoë Beta']],
    ['of an instant after all', { updatedSince: '2026-01-20T10:00:00.001Z' }, []],
    ['of several things, which must all hold', { search: 'beta', category: 'INDIVIDUAL' }, ['Zoë Beta']],
    ['of several things that never hold together', { search: 'alpha', trashed: true }, []],
  ])('%s', async (_, filter, expected) => {
    const page = await list({ filter });
    expect(names(page)).toEqual(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  test.each<[object, string]>([
    [{ updatedSince: '2026-02-30T00:00:00Z' }, 'filter.updatedSince'],
    [{ updatedSince: '2026-02-20' }, 'filter.updatedSince'],
    [{ search: '\u0000' }, 'filter.search'],
  ])('%j is an error of the request', async (filter, argument) => {
    const { body } = await caller.send(
      'query($filter: ConnectionFilter) { connections(filter: $filter) { totalCount } }',
      { filter },
    );
    expect(body.data).toEqual({ connections: null });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });
});

describe('the pages', () => {
  const NAMES = ['Bob', 'Ann', 'Ann', 'Cid', 'Ann', 'Dee', 'Ann'];
  let inOrder: string[];
  const ids = (nodes: Answer[]) => nodes.map(({ id }) => id);
  const read =
    (direction: string): ReadPage =>
    (window) =>
      list({ direction, ...window });

  beforeEach(async () => {
    caller = await gateway.createCaller();
    const made: Answer[] = [];
    for (const name of NAMES) made.push({ name, ...(await caller.createOrganization({ name })) });
    // By name, and of one name by the order in which they were made.
    inOrder = ids(made.sort((a, b) => a.name.localeCompare(b.name)));
  });

  test.each([1, 3, 7])(
    'of %i hold each connection once, from either end, in both directions',
    async (size) => {
      expect(ids(await walkForward(read('ASC'), size))).toEqual(inOrder);
      expect(ids(await walkBackward(read('ASC'), size))).toEqual(inOrder);
      expect(ids(await walkForward(read('DESC'), size))).toEqual(inOrder.toReversed());
      expect(ids(await walkBackward(read('DESC'), size))).toEqual(inOrder.toReversed());
    },
  );

  test('shift nothing while connections come and go', async () => {
    const first = await list({ first: 3 });
    await caller.createOrganization({ name: 'Aaron' });
    await caller.createOrganization({ name: 'Ann' });
    await caller.mutateById('trashConnection', inOrder[1]!);
    // The one that the cursor names is gone: its place is not.
    await caller.mutateById('trashConnection', inOrder[2]!);
    const second = await list({ first: 10, after: first.pageInfo.endCursor });
    expect(names(second)).toEqual(['Ann', 'Ann', 'Bob', 'Cid', 'Dee']);
    expect(ids(second.nodes)).toEqual(expect.arrayContaining(inOrder.slice(3)));
    const before = await list({ last: 10, before: second.pageInfo.startCursor });
    expect(ids(before.nodes)).toContain(inOrder[0]);
    expect(names(before)).toEqual(['Aaron', 'Ann']);
  });

  test('count all of the list, whatever of it they hold', async () => {
    expect((await list({ first: 2 })).totalCount).toBe(7);
    const { endCursor } = (await list({ first: 2 })).pageInfo;
    expect((await list({ last: 2, before: endCursor })).totalCount).toBe(7);
    expect((await list({ first: 2, filter: { search: 'ann' } })).totalCount).toBe(4);
  });

  test('each edge has its node and its own cursor', async () => {
    const { connections } = await caller.run('{ connections { edges { cursor node { id } } } }');
    expect(connections.edges.map(({ node }: Answer) => node.id)).toEqual(inOrder);
    for (const [index, { cursor }] of connections.edges.entries()) {
      const { nodes } = await list({ first: 1, after: cursor });
      expect(ids(nodes)).toEqual(inOrder.slice(index + 1, index + 2));
    }
  });
});
