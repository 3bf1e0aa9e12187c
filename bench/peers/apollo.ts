// Apollo Server as most tutorials set it up: the standalone server, and resolvers that ask Prisma for
// what their field needs. Relations go through findUnique, as Prisma's documentation advises for GraphQL:
// it batches those of one tick by itself (with findMany in their place it is half as fast).
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PrismaPg } from '@prisma/adapter-pg';
import { GraphQLError } from 'graphql';
import {
  type Invoice,
  type LineItem,
  type Payment,
  PrismaClient,
} from '../../src/generated/prisma/client.ts';
import { createCaller } from './caller.ts';
import { formatMinor } from './money.ts';
import { DEFAULT_SIZE, decodeCursor, encodeCursor, LINE_TYPES, typeDefs } from './schema.ts';
import { databaseUrl, host, MAX_CONNECTIONS, port } from './settings.ts';

interface Context {
  accountId: string;
}

const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: databaseUrl, max: MAX_CONNECTIONS }),
});

const accountOf = createCaller(async (tokenHash) => {
  const key = await prisma.apiKey.findUnique({
    where: { tokenHash: new Uint8Array(tokenHash), revokedAt: null },
  });
  return key?.accountId;
});

const day = (date: Date) => date.toISOString().slice(0, 10);
const money = (minor: bigint, currency: string) => ({
  amount: formatMinor(String(minor), currency),
  currency,
});

// Prisma's own `cursor` is what a tutorial shows, but on a list ordered by two columns Prisma 7 reads
// all the rows behind it and cuts them in memory: 6 requests a second.
function behind(cursor: string) {
  const [text, id] = decodeCursor(cursor);
  const date = new Date(text);
  return { date: { lte: date }, OR: [{ date: { lt: date } }, { id: { lt: id } }] };
}

const self = ({ accountId, id }: Invoice) =>
  prisma.invoice.findUnique({ where: { accountId_id: { accountId, id } } });

const lineTotal = { total: (line: LineItem) => money(line.totalMinor, line.currency) };

const resolvers = {
  Query: {
    async invoices(_: unknown, args: { first?: number; after?: string }, { accountId }: Context) {
      const size = args.first ?? DEFAULT_SIZE;
      const found = await prisma.invoice.findMany({
        where: { accountId, trashedAt: null, ...(args.after && behind(args.after)) },
        orderBy: [{ date: 'desc' }, { id: 'desc' }],
        take: size + 1,
      });
      const edges = found
        .slice(0, size)
        .map((node) => ({ cursor: encodeCursor(day(node.date), node.id), node }));
      return {
        edges,
        pageInfo: { hasNextPage: found.length > size, endCursor: edges.at(-1)?.cursor ?? null },
      };
    },
  },
  Invoice: {
    date: (invoice: Invoice) => day(invoice.date),
    dueDate: (invoice: Invoice) => day(invoice.dueDate),
    billedTotal: (invoice: Invoice) => money(invoice.billedTotalMinor, invoice.currency),
    paidTotal: (invoice: Invoice) => money(invoice.paidTotalMinor, invoice.currency),
    totalDue: (invoice: Invoice) =>
      money(invoice.billedTotalMinor - invoice.paidTotalMinor, invoice.currency),
    connection: (invoice: Invoice) => self(invoice).connection(),
    lineItems: (invoice: Invoice) => self(invoice).lineItems({ orderBy: { sortOrder: 'asc' } }),
    payments: async (invoice: Invoice, { first }: { first?: number }) => ({
      nodes: await self(invoice).payments({
        orderBy: [{ date: 'asc' }, { id: 'asc' }],
        take: first ?? DEFAULT_SIZE,
      }),
    }),
  },
  LineItem: { __resolveType: ({ kind }: LineItem) => LINE_TYPES[kind] },
  ItemLine: lineTotal,
  ExpenseLine: lineTotal,
  TaskLine: lineTotal,
  TripLine: lineTotal,
  Payment: {
    date: (payment: Payment) => day(payment.date),
    amount: (payment: Payment) => money(payment.amountMinor, payment.currency),
  },
};

const server = new ApolloServer<Context>({ typeDefs, resolvers });
await startStandaloneServer(server, {
  listen: { port, host },
  async context({ req }) {
    const accountId = await accountOf(req.headers.authorization);
    if (!accountId) throw new GraphQLError('Send an API key.', { extensions: { http: { status: 401 } } });
    return { accountId };
  },
});
