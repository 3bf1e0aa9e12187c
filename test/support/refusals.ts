import { expect } from 'vitest';
import type { Answer } from './caller.ts';

// What the refusals say for programs, as selections on the results that can be one.
export const ISSUES = '... on InvalidInput { issues { path code } }';
export const CONFLICT = '... on VersionConflict { currentVersion }';
export const STATE = '... on InvalidState { state }';

/** Where an input is wrong, and how: `lineItems.2.item.price: INVALID_DECIMAL`. */
export function issuesOf(result: Answer): string[] {
  expect(result).toMatchObject({ __typename: 'InvalidInput', message: expect.stringMatching(/./) });
  return result.issues.map(({ path, code }: Answer) => `${path.join('.')}: ${code}`);
}

/** Ids that no object of a type has: one that is not there, ones that are none, and one of another type. */
export function wrongIds(ownId: string): string[] {
  const [typename, uuid] = ownId.split('_') as [string, string];
  const otherType = typename === 'Contact' ? 'Invoice' : 'Contact';
  return [
    `${typename}_01900000-0000-7000-8000-000000000000`,
    `${typename}_${uuid.slice(1)}`,
    `${otherType}_${uuid}`,
    uuid,
    'nonsense',
    '',
  ];
}
