import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { InputCheck } from '../values/input-check.ts';
import type { ConnectionDetails } from './connection-input.ts';
import { checkNewDetails, insertConnection } from './insert-connection.ts';

export interface CreateOrganizationInput extends ConnectionDetails {
  name: string;
  primaryContactFirstName?: string | null;
  primaryContactLastName?: string | null;
}

/** @throws {InvalidInput} */
export async function createOrganization(actor: Actor, input: CreateOrganizationInput): Promise<Connection> {
  const check = new InputCheck();
  const name = check.line(['name'], input.name);
  const details = checkNewDetails(check, input);
  const primaryContactFirstName = check.optionalLine(
    ['primaryContactFirstName'],
    input.primaryContactFirstName,
  );
  const primaryContactLastName = check.optionalLine(['primaryContactLastName'], input.primaryContactLastName);
  check.finish();
  return insertConnection(actor, {
    ...details,
    category: 'ORGANIZATION',
    displayName: name,
    name,
    primaryContactFirstName,
    primaryContactLastName,
  });
}
