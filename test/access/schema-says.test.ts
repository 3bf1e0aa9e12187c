import { buildSchema, getNamedType, isNonNullType } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Ability } from '../../src/generated/prisma/client.ts';
import { enforceAbilities } from '../../src/graphql/abilities.ts';
import { schema } from '../../src/schema.ts';
import { ALL } from './keys.ts';
import {
  heldBy,
  isPageOrEdge,
  listPlaces,
  OPEN,
  type Place,
  possibleTypes,
  ROOTS,
  readerOf,
} from './needs.ts';

const places = listPlaces();

describe('what the schema says', () => {
  const domainOf = (ability: Ability) => ability.replace(/_[A-Z]+$/, '');

  /** What a mutation has changed, and what is on a page that was asked for, is not asked for again. */
  function isShownAlready({ type }: Place, reader: Ability): boolean {
    if (isPageOrEdge(type)) return readerOf(heldBy(type).name) === reader;
    const change = type.name.replace(/^./, (first) => first.toLowerCase()).replace(/Success$/, '');
    const { ability } = places.find(({ coordinate }) => coordinate === `Mutation.${change}`) ?? {};
    return Boolean(ability && domainOf(ability) === domainOf(reader));
  }

  test('each way in needs an ability, but for a few', () => {
    const open = places.filter(({ type, ability }) => ROOTS.includes(type.name) && !ability);
    const others = OPEN.filter((coordinate) => !ROOTS.includes(coordinate.split('.')[0]!));
    expect([...open.map(({ coordinate }) => coordinate), ...others].sort()).toEqual(OPEN);
  });

  test('each field that shows objects needs the ability that reads them, but for a few', () => {
    const shows = places.flatMap((place) => {
      const reader = readerOf(heldBy(getNamedType(place.field.type)).name);
      return reader && !isShownAlready(place, reader) ? [{ ...place, reader }] : [];
    });
    expect(shows.length).toBeGreaterThan(60);
    const wrong = shows.filter(({ ability, reader }) => ability !== reader);
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual(['Viewer.apiKey']);
  });

  test('whatever has an id is read with an ability, the account excepted', () => {
    const unread = possibleTypes('Node').filter((typename) => !readerOf(typename));
    expect(unread).toEqual(['Account']);
  });

  test('each ability is needed for something', () => {
    const unused = ALL.filter((ability) => !places.some((place) => place.ability === ability));
    expect(unused).toEqual([]);
  });

  test('a field that needs an ability is nullable, so that a forbidden field costs itself only', () => {
    const costly = places.filter(
      ({ type, field, ability }) => ability && type.name !== 'Subscription' && isNonNullType(field.type),
    );
    expect(costly.map(({ coordinate }) => coordinate)).toEqual([]);
    const withPayment = buildSchema('type A { payment: Payment! } type Payment { id: ID }');
    expect(() => enforceAbilities(withPayment)).toThrow(
      'A.payment requires PAYMENTS_READ: make it nullable.',
    );
  });

  test('the directive is defined, and says what a caller without the ability gets', () => {
    const { description } = schema.getDirective('requires')!;
    expect(description).toContain('`FORBIDDEN`');
  });

  test('a way in that does not say what it needs is not let into the schema', () => {
    const open = buildSchema('type Query { openDoor: Int }');
    expect(() => enforceAbilities(open)).toThrow('Query.openDoor');
  });
});
