import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, walkBackward, walkForward } from '../support/pages.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

interface Kind {
  typename: string;
  plural: string;
  /** What a category of the kind says besides its name, as it is given and as it is shown. */
  given: Record<string, string>;
  shown: Record<string, string>;
  /** What may be left out, and cleared. */
  optional: string[];
  /** Wrong ones of all fields, and what is said of them. */
  wrong: Record<string, string | null>;
  issues: string[];
}

const KINDS: Kind[] = [
  {
    typename: 'ItemCategory',
    plural: 'itemCategories',
    given: { description: 'By the hour,\nday or month', unit: 'hour', price: '12.5' },
    shown: { description: 'By the hour,\nday or month', unit: 'hour', price: '12.50' },
    optional: ['description', 'unit'],
    wrong: { description: 'd'.repeat(10_001), unit: 'a\nb', price: '1,5' },
    issues: ['description: TOO_LONG', 'unit: INVALID_CHARACTERS', 'price: INVALID_DECIMAL'],
  },
  {
    typename: 'ExpenseCategory',
    plural: 'expenseCategories',
    given: {},
    shown: {},
    optional: [],
    wrong: {},
    issues: [],
  },
  {
    typename: 'TaskCategory',
    plural: 'taskCategories',
    given: { rate: '85.123456' },
    shown: { rate: '85.123456' },
    optional: ['rate'],
    wrong: { rate: '0.1234567' },
    issues: ['rate: TOO_MANY_DECIMALS'],
  },
  {
    typename: 'TripCategory',
    plural: 'tripCategories',
    given: { rate: '-0.5' },
    shown: { rate: '-0.50' },
    optional: ['rate'],
    wrong: { rate: '100000000000000' },
    issues: ['rate: DECIMAL_TOO_LARGE'],
  },
];

/** The field that finds one: `itemCategory`. */
function singularOf(typename: string): string {
  return typename.charAt(0).toLowerCase() + typename.slice(1);
}

describe.each(KINDS)('a saved $typename', ({ typename, plural, given, shown, optional, wrong, issues }) => {
  const singular = singularOf(typename);
  const fields = ['id name version createdAt updatedAt', ...Object.keys(shown)].join(' ');

  function create(input: object): Promise<Answer> {
    const selection = `${ISSUES} ... on Create${typename}Success { category: ${singular} { ${fields} } }`;
    return caller.mutate(`create${typename}`, { name: 'Work', ...input }, selection);
  }

  function update(input: object): Promise<Answer> {
    const selection = `${ISSUES} ${CONFLICT} ... on Update${typename}Success { category: ${singular} { ${fields} } }`;
    return caller.mutate(`update${typename}`, input, selection);
  }

  function remove(id: string): Promise<Answer> {
    return caller.mutateById(`delete${typename}`, id, `... on Delete${typename}Success { deletedId }`);
  }

  async function find(id: string): Promise<Answer> {
    const query = `query($id: ID!) { category: ${singular}(id: $id) { ${fields} } node(id: $id) { __typename } }`;
    const { category, node } = await caller.run(query, { id });
    expect(node).toEqual(category && { __typename: typename });
    return category;
  }

  async function list(args: object = {}): Promise<Answer> {
    const query = `query($search: String, $direction: SortDirection,
                         $first: Int, $after: String, $last: Int, $before: String) {
      page: ${plural}(search: $search, direction: $direction,
                      first: $first, after: $after, last: $last, before: $before) {
        nodes { id name } totalCount ${PAGE}
      }
    }`;
    return (await caller.run(query, args)).page;
  }

  test('is kept with everything that was said of it', async () => {
    const { category } = await create({ ...given, name: '  Design work ' });
    expect(category).toEqual({
      ...shown,
      id: expect.stringMatching(`^${typename}_`),
      name: 'Design work',
      version: 1,
      createdAt: gateway.clock.now().toISOString(),
      updatedAt: gateway.clock.now().toISOString(),
    });
    expect(await find(category.id)).toEqual(category);
  });

  test('hears of every problem at once, and is not made', async () => {
    const result = await create({ ...given, ...wrong, name: ' ' });
    expect(issuesOf(result)).toEqual(['name: REQUIRED', ...issues]);
    expect((await list()).totalCount).toBe(0);
  });

  test('needs nothing that may be left out, which is empty then', async () => {
    const required = Object.fromEntries(Object.entries(given).filter(([field]) => !optional.includes(field)));
    const { category } = await create(required);
    for (const field of optional) expect(category[field]).toBeNull();
  });

  test('is not changed at another version than the caller knows', async () => {
    const { category } = await create(given);
    const races = await Promise.all(
      ['First', 'Second'].map((name) => update({ id: category.id, expectedVersion: 1, name })),
    );
    expect(races.map(({ __typename }) => __typename).sort()).toEqual([
      `Update${typename}Success`,
      'VersionConflict',
    ]);
    const conflict = races.find(({ __typename }) => __typename === 'VersionConflict');
    expect(conflict).toMatchObject({ currentVersion: 2 });
    const winner = races.find(({ category: changed }) => changed)!.category;
    expect(await find(category.id)).toEqual(winner);
  });

  test('is changed in what is given, and keeps the rest', async () => {
    const { category } = await create(given);
    gateway.clock.moveTo(new Date(gateway.clock.now().getTime() + 86_400_000).toISOString());
    const { category: renamed } = await update({ id: category.id, name: 'Other work' });
    expect(renamed).toEqual({
      ...category,
      name: 'Other work',
      version: 2,
      updatedAt: gateway.clock.now().toISOString(),
    });
    for (const field of optional) {
      const { category: cleared } = await update({ id: category.id, [field]: null });
      expect(cleared).toMatchObject({ name: 'Other work', [field]: null });
    }
    const { category: full } = await update({ id: category.id, ...given });
    expect(full).toMatchObject(shown);
    expect(await find(category.id)).toEqual(full);
  });

  test('does not lose what it must have, and hears of every problem at once', async () => {
    const { category } = await create(given);
    const cleared = { price: null, name: null };
    const result = await update({
      id: category.id,
      ...(typename === 'ItemCategory' ? cleared : { name: null }),
    });
    const missing = typename === 'ItemCategory' ? ['name: REQUIRED', 'price: REQUIRED'] : ['name: REQUIRED'];
    expect(issuesOf(result).sort()).toEqual(missing);
    expect(issuesOf(await update({ id: category.id, name: 'n'.repeat(256), ...wrong }))).toEqual([
      'name: TOO_LONG',
      ...issues,
    ]);
    expect(await find(category.id)).toEqual(category);
  });

  test('is deleted for good', async () => {
    const { category } = await create(given);
    expect(await remove(category.id)).toMatchObject({
      __typename: `Delete${typename}Success`,
      deletedId: category.id,
    });
    expect(await find(category.id)).toBeNull();
    expect(await remove(category.id)).toMatchObject({ __typename: 'NotFound' });
    expect(await update({ id: category.id, name: 'Late' })).toMatchObject({ __typename: 'NotFound' });
  });

  test('is not found by an id that is none, or of another kind', async () => {
    const { category } = await create(given);
    const otherKinds = KINDS.map((kind) => kind.typename).filter((other) => other !== typename);
    const disguised = otherKinds.map((other) => category.id.replace(typename, other));
    for (const id of [...wrongIds(category.id), ...disguised]) {
      expect(await update({ id, name: 'X' })).toMatchObject({ __typename: 'NotFound' });
      expect(await remove(id)).toMatchObject({ __typename: 'NotFound' });
      expect(
        (await caller.run(`query($id: ID!) { ${singular}(id: $id) { id } }`, { id }))[singular],
      ).toBeNull();
    }
    // Nor is its row one of another kind.
    for (const other of otherKinds) {
      const id = category.id.replace(typename, other);
      const query = `query($id: ID!) { node(id: $id) { id } ${singularOf(other)}(id: $id) { id } }`;
      expect(Object.values(await caller.run(query, { id }))).toEqual([null, null]);
      expect(await caller.mutateById(`delete${other}`, id)).toMatchObject({ __typename: 'NotFound' });
      expect(await caller.mutate(`update${other}`, { id })).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await find(category.id)).toEqual(category);
  });

  test('is listed by name, alone with its kind, in pages from either end', async () => {
    const names = ['Beta', 'Alpha', 'Gamma', 'Alpha', '50%'];
    const made: Answer[] = [];
    for (const name of names) made.push((await create({ ...given, name })).category);
    for (const other of KINDS.filter((kind) => kind.typename !== typename)) {
      await caller.mutate(`create${other.typename}`, { name: 'Alpha', ...other.given });
    }
    const inOrder = [4, 1, 3, 0, 2].map((index) => made[index].id);
    const ids = (nodes: Answer[]) => nodes.map(({ id }) => id);
    expect(ids(await walkForward(list, 2))).toEqual(inOrder);
    expect(ids(await walkBackward(list, 2))).toEqual(inOrder);
    const descending = (window: object) => list({ direction: 'DESC', ...window });
    expect(ids(await walkForward(descending, 3))).toEqual(inOrder.toReversed());
    expect(ids(await walkBackward(descending, 4))).toEqual(inOrder.toReversed());
    expect((await list({ first: 1 })).totalCount).toBe(5);

    expect((await list({ search: 'ALPH' })).nodes).toHaveLength(2);
    expect((await list({ search: '%' })).nodes).toEqual([{ id: made[4].id, name: '50%' }]);
    expect(await list({ search: 'nothing' })).toMatchObject({ nodes: [], totalCount: 0 });
  });
});

test('an item is also searched by its description', async () => {
  await caller.mutate('createItemCategory', { name: 'Rug', description: 'Woven by hand', price: '7' });
  const { itemCategories } = await caller.run('{ itemCategories(search: "woven") { nodes { name price } } }');
  expect(itemCategories.nodes).toEqual([{ name: 'Rug', price: '7.00' }]);
});
