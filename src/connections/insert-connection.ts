import type { Connection, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import type { checkDetails } from './connection-input.ts';

/** The details of a new connection: those that every connection has are given. */
export type NewDetails = ReturnType<typeof checkDetails> &
  Required<Pick<Prisma.ConnectionUncheckedCreateInput, 'businessEmail' | 'language' | 'currency'>>;

type NewConnection = Omit<
  Prisma.ConnectionUncheckedCreateInput,
  'accountId' | 'id' | 'hashKey' | 'createdAt' | 'updatedAt'
>;

export function insertConnection(actor: Actor, data: NewConnection): Promise<Connection> {
  const { ids } = actor.gateway;
  return transact(actor, async ({ tx, accountId, now, record }) => {
    const connection = await tx.connection.create({
      data: { ...data, accountId, id: ids.uuid(), hashKey: ids.hashKey(), createdAt: now, updatedAt: now },
    });
    record({ type: 'CLIENT_CREATED', connectionId: connection.id });
    return connection;
  });
}
