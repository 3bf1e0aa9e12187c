import type { Contact } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';

export interface CreateContactInput {
  connectionId: string | null;
  firstName: string;
  lastName?: string | null;
  email: string;
  mobile?: string | null;
  phone?: string | null;
}

/** @throws {InvalidInput | NotFound} */
export async function createContact(actor: Actor, input: CreateContactInput): Promise<Contact> {
  const check = new InputCheck();
  const data = {
    firstName: check.line(['firstName'], input.firstName),
    lastName: check.optionalLine(['lastName'], input.lastName),
    email: check.email(['email'], input.email),
    mobile: check.optionalLine(['mobile'], input.mobile),
    phone: check.optionalLine(['phone'], input.phone),
  };
  check.finish();
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { id: connectionId } = await lock(unit, 'connection', input.connectionId);
    const id = actor.gateway.ids.uuid();
    return tx.contact.create({
      data: { ...data, accountId, id, connectionId, createdAt: now, updatedAt: now },
    });
  });
}
