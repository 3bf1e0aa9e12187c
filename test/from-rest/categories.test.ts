import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPorter, type Porter, testRows } from './hiveage.ts';

const gateway = useGateway();
let porter: Porter;
beforeEach(async () => {
  porter = await createPorter(gateway);
  gateway.clock.moveTo('2014-07-21T11:04:58Z');
});

interface Kind {
  path: string;
  one: string;
  all: string;
  /** As Hiveage's sample has it. */
  sample: Record<string, string>;
  changes: Record<string, string>;
}

const kinds: Kind[] = [
  {
    path: 'items',
    one: 'itemCategory',
    all: 'itemCategories',
    sample: {
      name: 'My Item',
      description: 'This is a sample item',
      unit: 'hourly',
      price: '150.00',
    },
    changes: { name: 'My Item', price: '200.00' },
  },
  {
    path: 'expenses',
    one: 'expenseCategory',
    all: 'expenseCategories',
    sample: { name: 'Travelling' },
    changes: { name: 'Foods' },
  },
  {
    path: 'tasks',
    one: 'taskCategory',
    all: 'taskCategories',
    sample: { name: 'Development', rate: '10.00' },
    changes: { name: 'Development', rate: '20.00' },
  },
  {
    path: 'trips',
    one: 'tripCategory',
    all: 'tripCategories',
    sample: { name: 'Travelling', rate: '10.00' },
    changes: { name: 'Development', rate: '20.00' },
  },
];

/** The five calls of one kind of category. */
function testsOf({ path, one, all, sample, changes }: Kind): [string, () => Promise<void>][] {
  const type = one.charAt(0).toUpperCase() + one.slice(1);
  const fields = `id createdAt ${Object.keys(sample).join(' ')}`;
  const create = async (input: object = {}): Promise<Answer> =>
    (await porter.make(`create${type}`, { ...sample, ...input }, `${one} { ${fields} }`))[one];
  const find = async (id: string): Promise<Answer> =>
    (await porter.run(`query($id: ID!) { ${one}(id: $id) { ${fields} } }`, { id }))[one];

  return [
    [
      `POST categories/${path}`,
      async () => {
        expect(await create()).toEqual({
          ...sample,
          id: expect.any(String),
          createdAt: '2014-07-21T11:04:58.000Z',
        });
        const nameless = await porter.mutate(`create${type}`, { ...sample, name: '' }, ISSUES);
        expect(issuesOf(nameless)).toEqual(['name: REQUIRED']);
      },
    ],
    [
      `GET categories/${path}/:id`,
      async () => {
        const category = await create();
        expect(await find(category.id)).toEqual(category);
        expect(await find('13')).toBeNull();
      },
    ],
    [
      `PUT categories/${path}/:id`,
      async () => {
        const category = await create();
        const input = { id: category.id, ...changes };
        const changed = (await porter.make(`update${type}`, input, `${one} { ${fields} }`))[one];
        expect(changed).toEqual({ ...category, ...changes });
      },
    ],
    [
      `DELETE categories/${path}/:id`,
      async () => {
        const { id } = await create();
        expect(await porter.makeById(`delete${type}`, id, 'deletedId')).toMatchObject({ deletedId: id });
        expect(await find(id)).toBeNull();
      },
    ],
    [
      `GET categories/${path}`,
      async () => {
        for (const name of ['Charlie', 'Alpha', 'Bravo']) await create({ name });
        const query = `query($first: Int, $after: String, $order: SortDirection) {
          page: ${all}(first: $first, after: $after, direction: $order) {
            nodes { name } pageInfo { endCursor hasNextPage }
          }
        }`;
        const read = async (options: object) => {
          const { nodes, pageInfo } = (await porter.run(query, options)).page;
          return { names: nodes.map(({ name }: Answer) => name), ...pageInfo };
        };
        const first = await read({ first: 2 });
        expect(first).toMatchObject({ names: ['Alpha', 'Bravo'], hasNextPage: true });
        expect(await read({ after: first.endCursor })).toMatchObject({ names: ['Charlie'] });
        expect((await read({ order: 'DESC' })).names).toEqual(['Charlie', 'Bravo', 'Alpha']);
      },
    ],
  ];
}

describe('Hiveage: categories', () => {
  testRows('categories', Object.fromEntries(kinds.flatMap(testsOf)));
});
