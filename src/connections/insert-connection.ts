import type { Connection, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import type { InputCheck } from '../values/input-check.ts';
import { type ConnectionDetails, checkDetails } from './connection-input.ts';

type AccountDefaults = Pick<Prisma.ConnectionUncheckedCreateInput, 'language' | 'currency'>;

type NewDetails = ReturnType<typeof checkDetails> &
  Required<Pick<Prisma.ConnectionUncheckedCreateInput, 'businessEmail'>>;

type NewConnection = Partial<AccountDefaults> &
  Omit<
    Prisma.ConnectionUncheckedCreateInput,
    'accountId' | 'id' | 'hashKey' | 'createdAt' | 'updatedAt' | keyof AccountDefaults
  >;

/** Checks the details of a new connection. Language and currency are optional. */
export function checkNewDetails(check: InputCheck, input: ConnectionDetails): NewDetails {
  const { language, currency, ...others } = input;
  return checkDetails(check, {
    ...others,
    ...(language != null && { language }),
    ...(currency != null && { currency }),
  }) as NewDetails;
}

/** Language and currency default to the account's. */
export function insertConnection(actor: Actor, data: NewConnection): Promise<Connection> {
  const { ids } = actor.gateway;
  return transact(actor, async ({ tx, accountId, now, record }) => {
    const { language, currency } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    const connection = await tx.connection.create({
      data: {
        ...{ language, currency, ...data, accountId, id: ids.uuid(), hashKey: ids.hashKey() },
        ...{ createdAt: now, updatedAt: now },
      },
    });
    record({ type: 'CLIENT_CREATED', connectionId: connection.id });
    return connection;
  });
}
