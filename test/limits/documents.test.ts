import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';
import { hangUpAll } from '../support/socket.ts';
import { keyOf, WAY_NAMES, WAYS } from './ways.ts';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
});
afterAll(hangUpAll);

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function deep(levels: number): string {
  const inner = 'ofType { '.repeat(levels - 2);
  return `{ __type(name: "Money") { ${inner} name ${' }'.repeat(levels - 2)} } }`;
}

interface Limit {
  code: string;
  most: number;
  /** A document that has so many. */
  make(count: number): string;
}

const LIMITS: Record<string, Limit> = {
  levels: { code: 'QUERY_TOO_DEEP', most: 20, make: deep },
  'levels through fragments': {
    code: 'QUERY_TOO_DEEP',
    most: 20,
    make: (levels) =>
      `{ __type(name: "Money") { ...F1 } }
       ${times(levels - 2, (index) => `fragment F${index + 1} on __Type { ofType { ...F${index + 2} } }`)}
       fragment F${levels - 1} on __Type { name }`,
  },
  'fields on the first level': {
    code: 'TOO_MANY_ROOT_FIELDS',
    most: 50,
    make: (count) => `{ ${times(count, (index) => `a${index}: viewer { account { name } }`)} }`,
  },
  'fields on the first level of fragments': {
    code: 'TOO_MANY_ROOT_FIELDS',
    most: 50,
    make: (count) =>
      `{ ...A ... { ...A } ${times(count - 48, (index) => `b${index}: __typename`)} }
       fragment A on Query { ${times(24, (index) => `a${index}: __typename`)} }`,
  },
  aliases: {
    code: 'TOO_MANY_ALIASES',
    most: 100,
    make: (count) => `{ viewer { account { ${times(count, (index) => `a${index}: name`)} } } }`,
  },
  'aliases of __typename': {
    code: 'TOO_MANY_ALIASES',
    most: 100,
    make: (count) => `{ viewer { ${times(count, (index) => `a${index}: __typename`)} } }`,
  },
  directives: {
    code: 'TOO_MANY_DIRECTIVES',
    most: 50,
    make: (count) => `{ viewer { ${times(count, () => '... @include(if: true) { __typename }')} } }`,
  },
  fields: {
    code: 'TOO_MANY_FIELDS',
    most: 1_000,
    // Of 48 each, with the four around them.
    make: (count) =>
      `{ viewer { account { ${times(20, () => '... { ...A }')} ${times(count - 962, () => 'name')} } } }
       fragment A on Account { ${times(48, () => 'name')} }`,
  },
};

describe.each(WAY_NAMES)('%s', (way) => {
  test.each(Object.entries(LIMITS))(
    'a document has so many %s, and not one more',
    async (_, { code, most, make }) => {
      expect(await WAYS[way](caller, make(most - 1))).toBeNull();
      expect(await WAYS[way](caller, make(most))).toBeNull();
      expect(await WAYS[way](caller, make(most + 1))).toEqual({
        code,
        status: way === 'over a WebSocket' ? null : 400,
      });
    },
  );

  test('a document has so many tokens, and not one more', async () => {
    const make = (count: number) =>
      `query($a: [Boolean!] = [${times(count - 16, () => 'true')}]) { __typename }`;
    const tooMany = { code: 'TOO_MANY_TOKENS', status: way === 'over a WebSocket' ? null : 400 };
    // A variable that nothing uses is no good, but so far it comes.
    expect((await WAYS[way](caller, make(2_000)))?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    for (let time = 1; time <= 2; time += 1) expect(await WAYS[way](caller, make(2_001))).toEqual(tooMany);
  });
});

test('what is refused says the limit, and takes no key to find out', async () => {
  const { json, status } = await post(gateway.url, { query: LIMITS.aliases!.make(101) });
  expect(status).toBe(400);
  expect(json).toEqual({
    errors: [
      {
        message: 'The operation has more than 100 aliases (with fragments expanded).',
        extensions: { code: 'TOO_MANY_ALIASES', limit: 100 },
      },
    ],
  });
});

test('of several operations each has to keep to the limits', async () => {
  const query = `query A { __typename } query B ${LIMITS.aliases!.make(101)}`;
  const { json } = await post(gateway.url, { query, operationName: 'A' }, keyOf(caller));
  expect(json?.errors?.[0]?.extensions.code).toBe('TOO_MANY_ALIASES');
});

test.each([
  [
    'one that doubles more than a hundred times',
    'TOO_MANY_FIELDS',
    (next: number) => `...F${next} ...F${next}`,
  ],
  [
    'one that doubles on each of more than a hundred levels',
    'QUERY_TOO_DEEP',
    (next: number) => `ofType { ...F${next} } of: ofType { ...F${next} }`,
  ],
])('a bomb of fragments is refused at once: %s', async (_, code, spread) => {
  const query = `{ __type(name: "Money") { ...F0 } }
    ${times(105, (index) => `fragment F${index} on __Type { ${spread(index + 1)} }`)} fragment F105 on __Type { name }`;
  const begin = performance.now();
  const { status, json } = await post(gateway.url, { query }, keyOf(caller));
  expect(performance.now() - begin).toBeLessThan(1_000);
  expect(status).toBe(400);
  expect(json?.errors?.[0]?.extensions.code).toBe(code);
});

test('a fragment within itself is refused as no good', async () => {
  const query = '{ ...A } fragment A on Query { ...B } fragment B on Query { viewer { __typename } ...A }';
  const { json } = await post(gateway.url, { query }, keyOf(caller));
  expect(json?.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test.each([true, false])('GraphiQL may ask for the whole schema (with a key: %s)', async (withKey) => {
  const query = getIntrospectionQuery({
    ...{ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
    ...{ inputValueDeprecation: true, oneOf: true },
  });
  const { status, json } = await post(gateway.url, { query }, withKey ? keyOf(caller) : {});
  expect(status).toBe(200);
  expect(json?.errors).toBeUndefined();
});

test('several operations in one request are refused, whatever they are', async () => {
  for (const body of [[{ query: '{ __typename }' }], [], [{ query: '{' }, {}]]) {
    const { status, json } = await post(gateway.url, body, keyOf(caller));
    expect(status).toBe(400);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
    expect(json?.errors?.[0]?.message).toMatch(/batch/i);
  }
});
