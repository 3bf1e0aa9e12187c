import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { InputCheck } from '../values/input-check.ts';
import type { ConnectionDetails } from './connection-input.ts';
import { checkNewDetails, insertConnection } from './insert-connection.ts';

export interface CreateIndividualInput extends ConnectionDetails {
  firstName: string;
  lastName: string;
}

/** @throws {InvalidInput} */
export async function createIndividual(actor: Actor, input: CreateIndividualInput): Promise<Connection> {
  const check = new InputCheck();
  const firstName = check.line(['firstName'], input.firstName);
  const lastName = check.line(['lastName'], input.lastName);
  const details = checkNewDetails(check, input);
  check.finish();
  return insertConnection(actor, {
    ...details,
    category: 'INDIVIDUAL',
    displayName: `${firstName} ${lastName}`,
    firstName,
    lastName,
  });
}
