import { Ability, type Plan, type Prisma } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { insertApiKey } from './insert-api-key.ts';

export interface NewAccount {
  name: string;
  plan: Plan;
  isDemo?: boolean;
}

/** Creates an account with its first API key, which has every ability. */
export async function createAccount(
  gateway: Pick<Gateway, 'clock' | 'ids'>,
  tx: Prisma.TransactionClient,
  { name, plan, isDemo = false }: NewAccount,
): Promise<{ accountId: string; token: string }> {
  const accountId = gateway.ids.uuid();
  const now = gateway.clock.now();
  await tx.account.create({ data: { id: accountId, name, plan, isDemo, createdAt: now, updatedAt: now } });
  const { token } = await insertApiKey(gateway, tx, {
    accountId,
    name: 'First key',
    abilities: Object.values(Ability),
  });
  return { accountId, token };
}
