import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { guardAccounts } from './account-guard.ts';
import type { ReadSource } from './account-reader.ts';
import { batchedReads } from './batched-reads.ts';
import { DatabaseSession } from './database-session.ts';
import { openReadConnections } from './read-connections.ts';

/** Prisma's client; and the connections that its extension for batched reads sends its statements over. */
export interface Database extends ReadSource {
  prisma: ExtendedClient;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Prisma's client, whose models have the batched reads, too. */
export type ExtendedClient = PrismaClient & Record<TenantModel, typeof batchedReads>;

/** Every model but the account, whose rows belong to none. */
type TenantModel = Uncapitalize<Exclude<Prisma.ModelName, 'Account'>>;

export type Tx = Prisma.TransactionClient;

const MAX_CONNECTIONS = 20;
const MAX_READ_CONNECTIONS = 8;

/** @param statementTimeoutMs after which a statement is ended; those behind it on its connection go on */
export function openDatabase(
  url: string,
  onBroken: (error: Error) => void,
  { statementTimeoutMs = 0 }: { statementTimeoutMs?: number } = {},
): Database {
  const config = { connectionString: url, statement_timeout: statementTimeoutMs };
  const pool = new pg.Pool({ ...config, max: MAX_CONNECTIONS, Client: DatabaseSession });
  let isClosing = false;
  // Connections that PostgreSQL ends while they are being closed are no news.
  const onError = (error: Error) => {
    if (!isClosing) onBroken(error);
  };
  // An idle connection that breaks is replaced at the next use; unheard, it would end the process.
  pool.on('error', onError);
  const isForgetful = new URL(url).searchParams.get('pgbouncer') === 'true';
  const statementName = isForgetful ? () => undefined : nameStatement;
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
  // Prisma's own type of an extended client is none that its generated types of clients and transactions take.
  return guardAccounts(prisma).$extends({ model: { $allModels: batchedReads } }) as unknown as ExtendedClient;
}

const MAX_STATEMENT_NAMES = 500;
const statementNames = new Map<string, string>();

/**
 * Statements beyond the first few hundred texts stay unnamed: an `IN` list of every length is its own text,
 * and a server keeps them all.
 */
function nameStatement(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known || statementNames.size >= MAX_STATEMENT_NAMES) return known;
  const name = `s${createHash('sha1').update(sql).digest('base64url')}`;
  statementNames.set(sql, name);
  return name;
}
