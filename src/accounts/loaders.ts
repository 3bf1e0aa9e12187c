import { type ApiKey, Prisma } from '../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';

export const loadAccount = rowLoader(
  'account',
  everyColumn(Prisma.AccountScalarFieldEnum),
  async ({ prisma, actor }, ids) => {
    // The account is its own tenant: a caller can only load its own.
    const account = await prisma.account.findUnique({ where: { id: actor.accountId } });
    return ids.map((id) => (id === account?.id ? account : null));
  },
);

export const loadApiKey = rowLoader(
  'apiKey',
  everyColumn(Prisma.ApiKeyScalarFieldEnum),
  ({ prisma, reader }, ids, select) => prisma.apiKey.findManyByIds({ reader, ids, select }),
);

/** More than the number of active keys that an account may have. */
export const MAX_LISTED_KEYS = 200;

/** Loads the active keys, newest first, then the most recently revoked ones. */
export function loadApiKeys({ prisma, actor }: Context): Promise<ApiKey[]> {
  return prisma.apiKey.findMany({
    where: { accountId: actor.accountId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED_KEYS,
  });
}
