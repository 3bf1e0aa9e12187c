import { type ApiKey, Prisma } from '../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';

export const loadAccount = rowLoader(
  'account',
  everyColumn(Prisma.AccountScalarFieldEnum),
  async ({ prisma, actor }, ids) => {
    // The account is its own tenant: the only one to be had is the caller's.
    const account = await prisma.account.findUnique({ where: { id: actor.accountId } });
    return ids.map((id) => (id === account?.id ? account : null));
  },
);

export const loadApiKey = rowLoader(
  'apiKey',
  everyColumn(Prisma.ApiKeyScalarFieldEnum),
  ({ prisma, reader }, ids, select) => prisma.apiKey.findManyByIds({ reader, ids, select }),
);

/** More than an account may have in force. */
export const MAX_LISTED_KEYS = 200;

/** The keys in force, the newest first; behind them those that were revoked last. */
export function loadApiKeys({ prisma, actor }: Context): Promise<ApiKey[]> {
  return prisma.apiKey.findMany({
    where: { accountId: actor.accountId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED_KEYS,
  });
}
