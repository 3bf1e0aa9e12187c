import pg from 'pg';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Bind, Conditions } from './conditions.ts';
import type { ReadConnections } from './read-connections.ts';

/** A hand-written read of one table's rows. The reader adds the condition on the account. */
export interface AccountRead {
  /** The select list, in SQL. The table's alias is `t`. */
  select: string;
  from: Prisma.ModelName;
  where?: Conditions;
  /** The clauses after the conditions: `GROUP BY`, `ORDER BY`, `LIMIT`. */
  rest?: string;
  /** Wraps the statement in another one, as a subselect. */
  within?: (statement: string, bind: Bind) => string;
  /** `text` returns decimals as PostgreSQL writes them, which costs less than a `Prisma.Decimal` for each. */
  decimals?: 'text' | undefined;
}

/** The connections of a reader. */
export interface ReadSource {
  reads: ReadConnections;
  /**
   * Returns the name of the prepared statement; undefined with `pgbouncer=true` in the URL, because PgBouncer before
   * 1.21 loses prepared statements between transactions.
   */
  statementName(sql: string): string | undefined;
}

/** Reads the rows of one account only: the account is the first condition of every statement it composes. */
export interface AccountReader {
  readonly accountId: string;
  rows<Row>(read: AccountRead): Promise<Row[]>;
}

/** @param before called before each statement; if it throws, the statement fails with its error */
export function readAccount(
  { reads, statementName }: ReadSource,
  accountId: string,
  before?: () => void,
): AccountReader {
  return {
    accountId,
    async rows({ select, from, where, rest, within, decimals }) {
      before?.();
      const values: unknown[] = [accountId];
      const bind: Bind = (value) => `$${values.push(value)}`;
      const conditions = where?.render(bind) ?? '';
      const statement = `SELECT ${select} FROM "${from}" AS t WHERE t."accountId" = $1${conditions}${rest ? ` ${rest}` : ''}`;
      const text = within ? within(statement, bind) : statement;
      const name = where?.unprepared ? undefined : statementName(text);
      return (await reads.query({ name, text, values, types: decimals === 'text' ? textDecimals : types }))
        .rows;
    },
  };
}

const OID = { bytea: 17, int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;

type Parsers = Record<number, (text: string) => unknown>;

const parsers: Parsers = {
  // "\x00ff"
  [OID.bytea]: (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex')),
  [OID.int8]: BigInt,
  [OID.date]: (text) => new Date(text),
  // "2026-11-21 09:30:00.123+00"
  [OID.timestamptz]: (text) => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`),
  [OID.numeric]: (text) => new Prisma.Decimal(text),
};

function typesOf(parsers: Parsers) {
  return {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      parsers[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
}

/** Parses a column as Prisma does, so that a row read by either has the same shape. */
const types = typesOf(parsers);
const textDecimals = typesOf({ ...parsers, [OID.numeric]: (text) => text });
