import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';

/** Lists with an end that is no number of theirs. */
const BOUNDED: Record<string, string> = {
  'InputIssue.path': 'as deep as the input',
  'InvalidInput.issues': 'a few for each place in the input, which the size of a request limits',
};

const lists: [string, GraphQLField<unknown, unknown>][] = Object.values(schema.getTypeMap())
  .filter((type) => !type.name.startsWith('__'))
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter((type) => !('pageInfo' in type.getFields()))
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)))
      // Each value of an enum stands in a list once.
      .filter((field) => !isEnumType(getNamedType(field.type)))
      .map((field): [string, GraphQLField<unknown, unknown>] => [`${type.name}.${field.name}`, field]),
  );

test.each(lists.filter(([coordinate]) => !(coordinate in BOUNDED)))(
  '%s is not a page, so its description says how long it may be',
  (_, { description }) => {
    expect(description).toMatch(/\bat most (\d[\d,]*|one\b.* for each\b)|\b\d+ at most\b/i);
  },
);

test('the lists that are bounded otherwise are there', () => {
  expect(lists.map(([coordinate]) => coordinate)).toEqual(expect.arrayContaining(Object.keys(BOUNDED)));
});
