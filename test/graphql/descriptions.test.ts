import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';

interface Element {
  coordinate: string;
  description: string | null | undefined;
}

/** Every element of a schema that can have a description, by its coordinate: `Query.node(id:)`. */
function* elementsOf(schema: GraphQLSchema): Generator<Element> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield { coordinate: type.name, description: type.description };
    if (isEnumType(type)) {
      for (const value of type.getValues())
        yield { coordinate: `${type.name}.${value.name}`, description: value.description };
    }
    if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        yield { coordinate, description: field.description };
        for (const arg of 'args' in field ? field.args : [])
          yield { coordinate: `${coordinate}(${arg.name}:)`, description: arg.description };
      }
    }
  }
  for (const directive of schema.getDirectives()) {
    if (isSpecifiedDirective(directive)) continue;
    yield { coordinate: `@${directive.name}`, description: directive.description };
    for (const arg of directive.args)
      yield { coordinate: `@${directive.name}(${arg.name}:)`, description: arg.description };
  }
}

const elements = [...elementsOf(schema)];

test('every element of the schema has a description', () => {
  expect(elements.length).toBeGreaterThan(1_000);
  const undescribed = elements.filter(({ description }) => !description?.trim());
  expect(undescribed.map(({ coordinate }) => coordinate)).toEqual([]);
});

test('every description is a sentence', () => {
  const odd = elements.filter(
    ({ description }) => description && !/^[`A-Z\d"].*[.:)`]$/s.test(description.trim()),
  );
  expect(odd.map(({ coordinate, description }) => `${coordinate}: ${description}`)).toEqual([]);
});

/** Phrases that a reader has to read twice. */
const HARD =
  /\b(?:is|are) told\b|\bhas the word\b|\ball that\b|\bone that\b|\bso many\b|\bwhoever\b|\bof it\b|\bnothing is said\b|\bwhat is left out\b|\blaid out\b|\bstands? (?:in|for)\b/i;

test('descriptions are plain', () => {
  const hard = elements.filter(({ description }) => description && HARD.test(description));
  expect(hard.map(({ coordinate, description }) => `${coordinate}: ${description}`)).toEqual([]);
});
