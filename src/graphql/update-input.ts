import type { InputFieldBuilder } from '@pothos/core';
import type { Types } from './builder.ts';

/** Part of the description of every update's input. */
export const UPDATE_RULE = 'An omitted field keeps its value. Null clears an optional field.';

/** Describes the field `version` of an object that can be updated. */
export const VERSION_DESCRIPTION =
  'Increases with each change. Pass it as `expectedVersion` to update only this version.';

/** The fields of an update's input that select the object and guard against lost updates. */
export function versionFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    id: t.id({ required: true, description: 'The ID of the object to update.' }),
    expectedVersion: t.int({
      description:
        'The `version` that the caller last read. Fails with `VersionConflict` if the object has changed since. Omit it to update any version.',
    }),
  };
}
