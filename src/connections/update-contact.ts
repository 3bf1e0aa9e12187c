import type { Contact } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';

/** Omitted fields stay unchanged; null clears a field that may be empty. */
export interface UpdateContactInput {
  id: string | null;
  expectedVersion?: number | null;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  mobile?: string | null;
  phone?: string | null;
}

/** @throws {InvalidInput | NotFound | VersionConflict} */
export function updateContact(actor: Actor, input: UpdateContactInput): Promise<Contact> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { id } = await lock(unit, 'contact', input.id, { expectedVersion: input.expectedVersion });
    return tx.contact.update({
      where: { accountId_id: { accountId, id } },
      data: { ...checkChanges(input), version: { increment: 1 }, updatedAt: now },
    });
  });
}

function checkChanges({ firstName, lastName, email, mobile, phone }: UpdateContactInput) {
  const check = new InputCheck();
  const changes = {
    ...(firstName !== undefined && { firstName: check.line(['firstName'], firstName) }),
    ...(lastName !== undefined && { lastName: check.optionalLine(['lastName'], lastName) }),
    ...(email !== undefined && { email: check.email(['email'], email) }),
    ...(mobile !== undefined && { mobile: check.optionalLine(['mobile'], mobile) }),
    ...(phone !== undefined && { phone: check.optionalLine(['phone'], phone) }),
  };
  check.finish();
  return changes;
}
