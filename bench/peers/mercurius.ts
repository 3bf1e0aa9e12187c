// Mercurius as its experts would run it: JIT from a document's second coming on, loaders written by
// hand over `pg`, one prepared statement a level of the query.
import fastify from 'fastify';
import { type IResolvers, type MercuriusLoaders, mercurius } from 'mercurius';
import pg from 'pg';
import { createCaller, FIND_ACCOUNT } from './caller.ts';
import { formatMinor, minusMinor } from './money.ts';
import { DEFAULT_SIZE, decodeCursor, encodeCursor, LINE_TYPES, typeDefs } from './schema.ts';
import { databaseUrl, host, MAX_CONNECTIONS, port } from './settings.ts';

declare module 'mercurius' {
  interface MercuriusContext {
    accountId: string;
  }
}

interface Invoice {
  id: string;
  connectionId: string;
  date: string;
  currency: string;
  billedTotalMinor: string;
  paidTotalMinor: string;
}
interface Owned {
  invoiceId: string;
}
interface Line extends Owned {
  kind: keyof typeof LINE_TYPES;
  currency: string;
  totalMinor: string;
}
interface Payment extends Owned {
  currency: string;
  amountMinor: string;
}
interface Query {
  obj: Invoice;
  params: { first?: number };
}
type Caller = { accountId: string };

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ connectionString: databaseUrl, max: MAX_CONNECTIONS });

async function rows<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query({ name, text, values })).rows;
}

const accountOf = createCaller(async (tokenHash) => {
  const [key] = await rows<Caller>('key', FIND_ACCOUNT, [tokenHash]);
  return key?.accountId;
});

const page = (from: string) => `
  SELECT id, "connectionId", "statementNo", date, "dueDate", state, currency, "billedTotalMinor", "paidTotalMinor"
  FROM "Invoice" WHERE "accountId" = $1 AND "trashedAt" IS NULL ${from}
  ORDER BY date DESC, id DESC LIMIT $2`;
const FIRST = page('');
const AFTER = page('AND (date, id) < ($3::date, $4::uuid)');

const CLIENTS = `
  SELECT id, "displayName", "businessEmail" FROM "Connection" WHERE "accountId" = $1 AND id = ANY($2)`;
const LINES = `
  SELECT id, "invoiceId", kind, description, unit, price, quantity, amount, duration, distance, rate, currency,
    "totalMinor"
  FROM "LineItem" WHERE "accountId" = $1 AND "invoiceId" = ANY($2) ORDER BY "invoiceId", "sortOrder"`;
const PAYMENTS = `
  SELECT payment.* FROM unnest($2::uuid[]) AS of (id) CROSS JOIN LATERAL (
    SELECT id, "invoiceId", date, currency, "amountMinor", method, state
    FROM "Payment" WHERE "accountId" = $1 AND "invoiceId" = of.id ORDER BY date, id LIMIT $3
  ) payment`;

function groupByInvoice<Row extends Owned>(queries: Query[], found: Row[]): Row[][] {
  const byInvoice = new Map<string, Row[]>(queries.map(({ obj }) => [obj.id, []]));
  for (const row of found) byInvoice.get(row.invoiceId)!.push(row);
  return [...byInvoice.values()];
}

const loaders: MercuriusLoaders = {
  Invoice: {
    async connection(queries: Query[], { accountId }: Caller) {
      const ids = [...new Set(queries.map(({ obj }) => obj.connectionId))];
      const clients = await rows<{ id: string }>('clients', CLIENTS, [accountId, ids]);
      const byId = new Map(clients.map((client) => [client.id, client]));
      return queries.map(({ obj }) => byId.get(obj.connectionId));
    },
    async lineItems(queries: Query[], { accountId }: Caller) {
      const ids = queries.map(({ obj }) => obj.id);
      return groupByInvoice(queries, await rows<Line>('lines', LINES, [accountId, ids]));
    },
    async payments(queries: Query[], { accountId }: Caller) {
      const ids = queries.map(({ obj }) => obj.id);
      const first = queries[0]!.params.first ?? DEFAULT_SIZE;
      const payments = await rows<Payment>('payments', PAYMENTS, [accountId, ids, first]);
      return groupByInvoice(queries, payments).map((nodes) => ({ nodes }));
    },
  },
};

const lineTotal = {
  total: ({ totalMinor, currency }: Line) => ({ amount: formatMinor(totalMinor, currency), currency }),
};

const resolvers = {
  Query: {
    async invoices(_: unknown, args: { first?: number; after?: string }, { accountId }: Caller) {
      const size = args.first ?? DEFAULT_SIZE;
      const found = args.after
        ? await rows<Invoice>('after', AFTER, [accountId, size + 1, ...decodeCursor(args.after)])
        : await rows<Invoice>('first', FIRST, [accountId, size + 1]);
      const edges = found.slice(0, size).map((node) => ({ cursor: encodeCursor(node.date, node.id), node }));
      return {
        edges,
        pageInfo: { hasNextPage: found.length > size, endCursor: edges.at(-1)?.cursor ?? null },
      };
    },
  },
  Invoice: {
    billedTotal: ({ billedTotalMinor, currency }: Invoice) => ({
      amount: formatMinor(billedTotalMinor, currency),
      currency,
    }),
    paidTotal: ({ paidTotalMinor, currency }: Invoice) => ({
      amount: formatMinor(paidTotalMinor, currency),
      currency,
    }),
    totalDue: ({ billedTotalMinor, paidTotalMinor, currency }: Invoice) => ({
      amount: formatMinor(minusMinor(billedTotalMinor, paidTotalMinor), currency),
      currency,
    }),
  },
  LineItem: { resolveType: ({ kind }: Line) => LINE_TYPES[kind] },
  ItemLine: lineTotal,
  ExpenseLine: lineTotal,
  TaskLine: lineTotal,
  TripLine: lineTotal,
  Payment: {
    amount: ({ amountMinor, currency }: Payment) => ({
      amount: formatMinor(amountMinor, currency),
      currency,
    }),
  },
};

const app = fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: resolvers as unknown as IResolvers,
  loaders,
  jit: 1,
  graphiql: false,
  async context(request) {
    const accountId = await accountOf(request.headers.authorization);
    if (!accountId) throw new mercurius.ErrorWithProps('Send an API key.', undefined, 401);
    return { accountId };
  },
});
await app.listen({ port, host });
