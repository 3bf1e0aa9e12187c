import type { Account, ApiKey } from '../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';

export const loadAccount = rowLoader<Account>('account', (context, ids) =>
  // The account is its own tenant: the only one to be had is the caller's.
  context.gateway.database.prisma.account.findMany({
    where: { id: { in: ids.filter((id) => id === context.actor.accountId) } },
  }),
);

export const loadApiKey = rowLoader<ApiKey>('apiKey', (context, ids) =>
  context.gateway.database.prisma.apiKey.findMany({
    where: { accountId: context.actor.accountId, id: { in: [...ids] } },
  }),
);

/** More than an account may have in force. */
export const MAX_LISTED_KEYS = 200;

/** The keys in force, the newest first; behind them those that were revoked last. */
export function loadApiKeys({ gateway, actor }: Context): Promise<ApiKey[]> {
  return gateway.database.prisma.apiKey.findMany({
    where: { accountId: actor.accountId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED_KEYS,
  });
}
