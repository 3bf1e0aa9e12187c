import { GraphQLEnumType, type GraphQLField, getNamedType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { fill, type Leaf, leavesOf } from '../support/arguments.ts';
import { useGateway } from '../support/gateway.ts';
import { flatten, selectWhole } from '../support/whole-answer.ts';
import { createWorld, idFor, plainValues, type World } from '../support/world.ts';

// A field of an input that no command reads would be dropped without a word. So each mutation is called twice
// with the same input, which tells what differs from call to call by itself, and a third time with another
// value in one place: the answer must differ in something else. Leaves are tried in lanes, each with objects of
// its own, so that what one changes is not seen in the answers of another.

/** The leaves, by the end of their paths, that change no answer. */
const EXCEPTIONS: Record<string, string> = {
  expectedVersion: 'is compared only; each update has a test of its conflict',
  statementNo: 'is unique, so no two calls may give the same',
};

type Field = GraphQLField<unknown, unknown>;

const gateway = useGateway();
let world: World;
beforeAll(async () => {
  world = await createWorld(gateway);
});

const OTHER_VALUES: Record<string, unknown> = {
  Boolean: true,
  Int: 2,
  String: 'Something else',
  Date: '2099-02-01',
  Decimal: '2.00',
  Currency: 'EUR',
  CountryCode: 'DE',
  EmailAddress: 'other@example.com',
  URL: 'https://example.org',
};
/** These must not be before another date. */
const LATER = new Set(['dueDate', 'expireDate', 'nextBillingDate']);
/** These can be done to an object once. */
const ONCE = new Set(['convertEstimate', 'refundPayment']);
const NOWHERE = '00000000-0000-4000-8000-000000000000';

function valuesOf({ typename }: Leaf): string[] | null {
  const type = schema.getType(typename);
  return type instanceof GraphQLEnumType ? type.getValues().map(({ name }) => name) : null;
}

function otherValue(leaf: Leaf, first: unknown): unknown {
  const values = valuesOf(leaf);
  if (values) return values.find((value) => value !== first);
  if (leaf.name === 'connectionId') return world.ids.get('Individual');
  if (leaf.typename === 'ID') return String(first).replace(/_.*/, `_${NOWHERE}`);
  return LATER.has(leaf.name) ? '2099-04-01' : OTHER_VALUES[leaf.typename];
}

/** A discount may not be more than what it is taken from, which may be nothing. */
function firstValue({ typename, path, name }: Leaf): unknown {
  return path.includes('discounts') && name === 'fixed' ? '0.00' : plainValues[typename];
}

/** Objects with which everything can still be done. */
const makers: Record<string, () => Promise<string>> = {
  Invoice: async () => {
    const connectionId = world.ids.get('Organization');
    const dates = { date: '2026-01-01', dueDate: '2199-01-01' };
    const { id } = await world.caller.createInvoice({ connectionId, ...dates });
    await world.caller.sendInvoice(id);
    return id;
  },
  Payment: async () => {
    const invoiceId = await makers.Invoice!();
    return (await world.caller.recordPayment({ invoiceId, amount: '50.00' })).payment.id;
  },
  Estimate: async () => {
    const input = {
      connectionId: world.ids.get('Organization'),
      date: '2026-01-01',
      expireDate: '2199-01-01',
    };
    const fields = '... on CreateEstimateSuccess { estimate { id } }';
    return (await world.caller.mutate('createEstimate', input, fields)).estimate.id;
  },
  RecurringInvoice: async () => {
    const input = {
      ...{ connectionId: world.ids.get('Organization'), recurringMethod: 'SAVE_DRAFT' },
      ...{ profileName: 'Hosting', startDate: '2099-01-15', intervalUnit: 'MONTHS' },
    };
    const fields = '... on CreateRecurringInvoiceSuccess { recurringInvoice { id } }';
    return (await world.caller.mutate('createRecurringInvoice', input, fields)).recurringInvoice.id;
  },
};

/** The makers of the objects that a mutation names. */
function makersFor(field: Field) {
  const names = new Set(leavesOf('Mutation', field).map(({ name }) => name));
  return Object.entries(makers).filter(
    ([typename]) =>
      names.has(`${typename.charAt(0).toLowerCase()}${typename.slice(1)}Id`) ||
      (names.has('id') && field.name.endsWith(typename)),
  );
}

/** How many leaves of a mutation are tried at once: only one where they would change the same object. */
function lanesOf(field: Field): number {
  return field.name.startsWith('create') || makersFor(field).length > 0 ? 4 : 1;
}

/** A world whose objects that a mutation names can still be changed. */
async function freshWorld(field: Field): Promise<World> {
  const fresh = await Promise.all(
    makersFor(field).map(async ([typename, make]): Promise<[string, string]> => [typename, await make()]),
  );
  return { ...world, ids: new Map([...world.ids, ...fresh]) };
}

/** What a mutation answers when called twice with the same input, and then with another value in one place. */
async function callThrice(field: Field, target: Leaf, worldOf: () => Promise<World>) {
  const variables: Record<string, unknown> = {};
  for (const alias of ['first', 'again', 'other']) {
    const ids = await worldOf();
    const choose = (leaf: Leaf) => {
      const first = valuesOf(leaf)?.[0] ?? (leaf.typename === 'ID' ? idFor(ids, leaf) : firstValue(leaf));
      return alias === 'other' && leaf.coordinate === target.coordinate ? otherValue(leaf, first) : first;
    };
    variables[alias] = fill('Mutation', field, choose, target).input;
  }
  // One request, which runs them one after the other: most of the time would go into requests otherwise.
  const { type } = field.args[0]!;
  const result = getNamedType(field.type);
  const document = `mutation($first: ${type}, $again: ${type}, $other: ${type}) {
    first: ${field.name}(input: $first) { ...Whole }
    again: ${field.name}(input: $again) { ...Whole }
    other: ${field.name}(input: $other) { ...Whole }
  }
  fragment Whole on ${result.name} { ${selectWhole(schema, result)} }`;
  const data = await world.caller.run(document, variables);
  return { first: flatten(data.first), again: flatten(data.again), other: flatten(data.other) };
}

/** The answer with another value in one place, if it differs in nothing but what differs by itself. */
async function findSameAnswer(field: Field, leaf: Leaf, worldOf: () => Promise<World>) {
  const { first, again, other } = await callThrice(field, leaf, worldOf);
  const paths = [...new Set([...first.keys(), ...again.keys(), ...other.keys()])];
  const steady = paths.filter((path) => first.get(path) === again.get(path));
  return steady.every((path) => again.get(path) === other.get(path)) ? [...other] : null;
}

const mutations = Object.values(schema.getMutationType()!.getFields()).filter(({ args }) =>
  args.some(({ name }) => name === 'input'),
);

test.each(mutations.map((field) => [field.name, field] as const))(
  'each place in the input of %s changes something',
  async (_, field) => {
    expect(field.args.map(({ name }) => name)).toEqual(['input']);
    const leaves = leavesOf('Mutation', field).filter(({ name }) => !(name in EXCEPTIONS));
    const ineffective: string[] = [];
    const runLane = async () => {
      let shared = await freshWorld(field);
      const worldOf = async () => (ONCE.has(field.name) ? freshWorld(field) : shared);
      for (let leaf = leaves.pop(); leaf; leaf = leaves.pop()) {
        if (!(await findSameAnswer(field, leaf, worldOf))) continue;
        // The leaves before may have brought the object to where it takes neither value.
        shared = await freshWorld(field);
        const same = await findSameAnswer(field, leaf, worldOf);
        if (same) ineffective.push(`${leaf.coordinate}: ${JSON.stringify(same.slice(0, 6))}`);
      }
    };
    await Promise.all(Array.from({ length: lanesOf(field) }, runLane));
    expect(ineffective).toEqual([]);
  },
  120_000,
);
