import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { guardAccounts } from './account-guard.ts';
import { DatabaseSession } from './database-session.ts';
import { openReadConnections, type ReadConnections } from './read-connections.ts';

/** Prisma, which writes; and connections for the batched reads, whose SQL is our own. */
export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  reads: ReadConnections;
  /**
   * The name under which each connection keeps a statement prepared; none where it would not be found again:
   * PgBouncer before 1.21 forgets them between transactions, which `pgbouncer=true` in the address says.
   */
  statementName(sql: string): string | undefined;
  close(): Promise<void>;
}

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
  const prisma = guardAccounts(new PrismaClient({ adapter, errorFormat: 'minimal' }));
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

const OID = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;

const parsers: Record<number, (text: string) => unknown> = {
  [OID.int8]: BigInt,
  [OID.date]: (text) => new Date(text),
  // "2026-11-21 09:30:00.123+00"
  [OID.timestamptz]: (text) => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`),
  [OID.numeric]: (text) => new Prisma.Decimal(text),
};

/** Parses a column as Prisma does, so that a row read by either has the same shape. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Reads of one account, and of no other: the account is the first parameter of every statement. */
export interface AccountReader {
  readonly accountId: string;
  /**
   * Runs one statement. `$1` is the account; `values` begin at `$2`.
   * @param plan `unprepared` where a prepared statement's plan would be wrong for other values
   * @throws when the statement does not hold each row to the account
   */
  rows<Row>(sql: string, values?: readonly unknown[], plan?: { unprepared: boolean }): Promise<Row[]>;
}

/** @param before is called before each statement, and throws where it is not to be run any more */
export function readAccount(
  { reads, statementName }: Pick<Database, 'reads' | 'statementName'>,
  accountId: string,
  before?: () => void,
): AccountReader {
  return {
    accountId,
    async rows(sql, values = [], plan) {
      if (!sql.includes('"accountId" = $1'))
        throw new Error(`A read that is not bound to an account: ${sql}`);
      before?.();
      const name = plan?.unprepared ? undefined : statementName(sql);
      const query = { name, text: sql, values: [accountId, ...values], types };
      return (await reads.query(query)).rows;
    },
  };
}
