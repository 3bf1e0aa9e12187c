import {
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { extensibleEnum, extensibleUnion } from '../../src/graphql/extensible.ts';
import { schema } from '../../src/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const unions = types.filter(isUnionType);

/** What a field returns; an enum of inputs alone may grow without a word. */
const returned = new Set<GraphQLNamedType>(
  types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type))),
);

test('each union says that members may be added, and what catches them', () => {
  expect(unions.length).toBeGreaterThan(50);
  const silent = unions.filter(({ description }) => !description?.endsWith(extensibleUnion('')));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('what catches them can be asked of each union', () => {
  for (const union of unions) {
    const document = parse(`fragment F on ${union.name} { ... on Error { message code } }`);
    expect(validate(schema, document).filter(({ message }) => !/never used/.test(message))).toEqual([]);
  }
});

test('each enum that a field returns says that values may be added', () => {
  const enums = types.filter(isEnumType).filter((type) => returned.has(type));
  expect(enums.length).toBeGreaterThan(15);
  const silent = enums.filter(({ description }) => !description?.endsWith(extensibleEnum('')));
  expect(silent.map(({ name }) => name)).toEqual([]);
});
