import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { InputCheck } from '../values/input-check.ts';
import { type ConnectionDetails, checkDetails } from './connection-input.ts';
import { updateConnection } from './update-connection.ts';

export interface UpdateIndividualInput extends ConnectionDetails {
  id: string | null;
  expectedVersion?: number | null;
  firstName?: string | null;
  lastName?: string | null;
}

/** @throws {InvalidInput | NotFound | VersionConflict} */
export function updateIndividual(actor: Actor, input: UpdateIndividualInput): Promise<Connection> {
  return updateConnection(actor, input, 'INDIVIDUAL', (current) => {
    const check = new InputCheck();
    const firstName =
      input.firstName === undefined ? current.firstName! : check.line(['firstName'], input.firstName);
    const lastName =
      input.lastName === undefined ? current.lastName! : check.line(['lastName'], input.lastName);
    const details = checkDetails(check, input);
    check.finish();
    return { ...details, firstName, lastName, displayName: `${firstName} ${lastName}` };
  });
}
