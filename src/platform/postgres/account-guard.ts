import type { PrismaClient } from '../../generated/prisma/client.ts';

const SELECTS_BY_WHERE = new Set([
  ...['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'],
  ...['aggregate', 'groupBy', 'update', 'updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
]);

type Where = Record<string, unknown>;

/**
 * Whether a condition limits its rows to one account: by the column, by a compound key with the column, or by one of
 * these in every alternative of an `OR`.
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
 * Rejects statements that are not limited to one account before they run, so that a forgotten condition is a fault
 * instead of a leak. `Account` itself is exempt.
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
  // The extension does not change the methods, and nothing uses those that its type lacks.
  return guarded as unknown as PrismaClient;
}
