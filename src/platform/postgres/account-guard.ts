import type { PrismaClient } from '../../generated/prisma/client.ts';

const SELECTS_BY_WHERE = new Set([
  ...['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'],
  ...['aggregate', 'groupBy', 'update', 'updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
]);

type Where = Record<string, unknown>;

/**
 * Returns whether a condition limits every row to one account: by the column, by a compound key that includes
 * it, or in each alternative of an `OR`.
 */
export function isBoundToAccount(where: Where | undefined): boolean {
  if (!where) return false;
  if (typeof where.accountId === 'string') return true;
  const isKey = ([name, value]: [string, unknown]) =>
    name.startsWith('accountId_') && isBoundToAccount(value as Where);
  if (Object.entries(where).some(isKey)) return true;
  const { AND: all, OR: any } = where as { AND?: Where | Where[]; OR?: Where[] };
  if (all && [all].flat().some(isBoundToAccount)) return true;
  return any !== undefined && any.length > 0 && any.every(isBoundToAccount);
}

/**
 * Makes a statement throw before it runs if it is not limited to one account, so that a forgotten condition is
 * a fault instead of a leak. The accounts table itself is exempt.
 */
export function guardAccounts(prisma: PrismaClient): PrismaClient {
  const guarded = prisma.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          const { where } = (args ?? {}) as { where?: Where };
          if (model !== 'Account' && SELECTS_BY_WHERE.has(operation) && !isBoundToAccount(where)) {
            throw new Error(`${model}.${operation} is not bound to an account.`);
          }
          return query(args);
        },
      },
    },
  });
  // The extended type adds nothing that is used, and is not assignable to PrismaClient.
  return guarded as unknown as PrismaClient;
}
