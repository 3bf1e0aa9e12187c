import type { InputFieldBuilder } from '@pothos/core';
import type { Types } from './builder.ts';

/** What holds for the input of every update. */
export const UPDATE_RULE = 'What is left out stays as it is; null clears what may be empty.';

/** Which object an update is of, and which version of it the caller knows. */
export function versionFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    id: t.id({ required: true }),
    expectedVersion: t.int({
      description: 'Refused as `VersionConflict` when it is at another version by now.',
    }),
  };
}
