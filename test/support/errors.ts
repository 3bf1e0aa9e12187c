import { expect } from 'vitest';
import type { Answer } from './caller.ts';

// The machine-readable fields of error types, as selections on a mutation's result.
export const ISSUES = '... on InvalidInput { issues { path code } }';
export const CONFLICT = '... on VersionConflict { currentVersion }';
export const STATE = '... on InvalidState { state }';

/** Returns the path and code of each issue: `lineItems.2.item.price: INVALID_DECIMAL`. */
export function issuesOf(result: Answer): string[] {
  expect(result).toMatchObject({ __typename: 'InvalidInput', message: expect.stringMatching(/./) });
  return result.issues.map(({ path, code }: Answer) => `${path.join('.')}: ${code}`);
}

/** Returns ids that no object of a type has: an unknown one, malformed ones, and one of another type. */
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
