import type { PrismaClient } from '../../generated/prisma/client.ts';

const SELECTS_BY_WHERE = new Set([
  ...['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow', 'findMany', 'count'],
  ...['aggregate', 'groupBy', 'update', 'updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
]);

type Where = Record<string, unknown>;

/**
 * Whether a condition holds each row to an account: by the column, by a key that it is a part of, or by one
 * of each alternative.
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
 * Throws at a statement that would go beyond one account, before it is run: so that what is forgotten above
 * is a fault, and not a leak. Accounts themselves have no account.
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
  // What it adds to the type is of no use; what it takes away is not used.
  return guarded as unknown as PrismaClient;
}
