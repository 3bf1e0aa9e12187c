import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { InputCheck } from '../values/input-check.ts';
import { type ConnectionDetails, checkDetails } from './connection-input.ts';
import { updateConnection } from './update-connection.ts';

export interface UpdateOrganizationInput extends ConnectionDetails {
  id: string | null;
  expectedVersion?: number | null;
  name?: string | null;
  primaryContactFirstName?: string | null;
  primaryContactLastName?: string | null;
}

/** @throws {InvalidInput | NotFound | VersionConflict} */
export function updateOrganization(actor: Actor, input: UpdateOrganizationInput): Promise<Connection> {
  return updateConnection(actor, input, 'ORGANIZATION', () => {
    const check = new InputCheck();
    const { name, primaryContactFirstName: first, primaryContactLastName: last } = input;
    const newName = name !== undefined && check.line(['name'], name);
    const data = {
      ...checkDetails(check, input),
      ...(newName !== false && { name: newName, displayName: newName }),
      ...(first !== undefined && {
        primaryContactFirstName: check.optionalLine(['primaryContactFirstName'], first),
      }),
      ...(last !== undefined && {
        primaryContactLastName: check.optionalLine(['primaryContactLastName'], last),
      }),
    };
    check.finish();
    return data;
  });
}
