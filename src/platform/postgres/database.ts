import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { guardAccounts } from './account-guard.ts';
import type { ReadSource } from './account-reader.ts';
import { batchedReads } from './batched-reads.ts';
import { DatabaseSession } from './database-session.ts';
import { openReadConnections } from './read-connections.ts';

/** Prisma's client, and the connections that batched reads use. */
export interface Database extends ReadSource {
  prisma: ExtendedClient;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Prisma's client with the batched reads on its models. */
export type ExtendedClient = PrismaClient & Record<TenantModel, typeof batchedReads>;

/** Every model except Account, whose rows have no `accountId`. */
type TenantModel = Uncapitalize<Exclude<Prisma.ModelName, 'Account'>>;

export type Tx = Prisma.TransactionClient;

const MAX_CONNECTIONS = 20;
const MAX_READ_CONNECTIONS = 8;

/** @param statementTimeoutMs cancels a statement after this time; the next ones on its connection still run */
export function openDatabase(
  url: string,
  onBroken: (error: Error) => void,
  { statementTimeoutMs = 0 }: { statementTimeoutMs?: number } = {},
): Database {
  const config = { connectionString: url, statement_timeout: statementTimeoutMs };
  const pool = new pg.Pool({ ...config, max: MAX_CONNECTIONS, Client: DatabaseSession });
  let isClosing = false;
  // While closing, ignore connections that PostgreSQL ends.
  const onError = (error: Error) => {
    if (!isClosing) onBroken(error);
  };
  // The pool replaces a broken idle connection at the next use. Without a listener the error would end the process.
  pool.on('error', onError);
  const dropsPrepared = new URL(url).searchParams.get('pgbouncer') === 'true';
  const statementName = dropsPrepared ? () => undefined : nameStatement;
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) ?? '' });
  const prisma = extendClient(new PrismaClient({ adapter, errorFormat: 'minimal' }));
  const reads = openReadConnections(config, { max: MAX_READ_CONNECTIONS, onError });
  return {
    prisma,
    pool,
    reads,
    statementName,
    async close() {
      isClosing = true;
      await reads.close();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

function extendClient(prisma: PrismaClient): ExtendedClient {
  // Prisma's type of an extended client is not assignable to its own types of clients and transactions.
  return guardAccounts(prisma).$extends({ model: { $allModels: batchedReads } }) as unknown as ExtendedClient;
}

const MAX_STATEMENT_NAMES = 500;
const statementNames = new Map<string, string>();

/**
 * Names a statement, so that it is prepared once for each connection. Names only the first few hundred texts: an `IN`
 * list has another text for every length, and the server would keep them all.
 */
function nameStatement(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known || statementNames.size >= MAX_STATEMENT_NAMES) return known;
  const name = `s${createHash('sha1').update(sql).digest('base64url')}`;
  statementNames.set(sql, name);
  return name;
}
