// PostGraphile 5 on the same tables, as its own documentation advises: types from the tables, the kinds
// of line from smart tags, sums from a small schema extension, and the list's plan wrapped so that it is
// held to the caller's account (the relations below it hold the account in their keys). Row level
// security would do that too, at the price of a transaction around each request. Statements are prepared
// and plans are cached, as is its default; answers are written straight to text.
import { createServer } from 'node:http';
import { GraphQLError } from 'graphql';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { type PgSelectSingleStep, type PgSelectStep, TYPES } from 'postgraphile/@dataplan/pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import { context, lambda, object, type Step } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { extendSchema, jsonPgSmartTags, wrapPlans } from 'postgraphile/utils';
import { createCaller, FIND_ACCOUNT } from './caller.ts';
import { formatMinor, minusMinor } from './money.ts';
import { databaseUrl, host, MAX_CONNECTIONS, port } from './settings.ts';

const pool = new pg.Pool({ connectionString: databaseUrl, max: MAX_CONNECTIONS });
const accountOf = createCaller(async (tokenHash) => {
  const { rows } = await pool.query({ name: 'key', text: FIND_ACCOUNT, values: [tokenHash] });
  return rows[0]?.accountId;
});

const KindsOfLine = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      'public.LineItem': {
        tags: {
          interface: 'mode:single type:kind',
          type: [
            'ITEM name:ItemLine attributes:price,quantity,unit',
            'EXPENSE name:ExpenseLine attributes:amount',
            'TASK name:TaskLine attributes:duration,rate',
            'TRIP name:TripLine attributes:distance,rate',
          ],
        },
      },
    },
    constraint: { 'public.LineItem.LineItem_accountId_invoiceId_fkey': { tags: { behavior: '+list' } } },
  },
});

type Row = PgSelectSingleStep;

function sum($minor: Step, $row: Row) {
  const $currency = $row.get('currency');
  const write = ([minor, currency]: readonly [string, string]) => formatMinor(minor, currency);
  return object({ amount: lambda([$minor, $currency] as never, write as never, true), currency: $currency });
}
const sumOf = (column: string) => ($row: Row) => sum($row.get(column), $row);
const lineTotal = { plans: { total: sumOf('totalMinor') } };

const Sums = extendSchema({
  typeDefs: /* GraphQL */ `
    type Money {
      amount: String!
      currency: String!
    }
    extend type Invoice {
      billedTotal: Money!
      paidTotal: Money!
      totalDue: Money!
    }
    extend interface LineItem {
      total: Money!
    }
    extend type ItemLine {
      total: Money!
    }
    extend type ExpenseLine {
      total: Money!
    }
    extend type TaskLine {
      total: Money!
    }
    extend type TripLine {
      total: Money!
    }
    extend type Payment {
      amount: Money!
    }
  `,
  objects: {
    Invoice: {
      plans: {
        billedTotal: sumOf('billedTotalMinor'),
        paidTotal: sumOf('paidTotalMinor'),
        totalDue($row: Row) {
          const subtract = ([billed, paid]: readonly [string, string]) => minusMinor(billed, paid);
          const $sums = [$row.get('billedTotalMinor'), $row.get('paidTotalMinor')];
          return sum(lambda($sums as never, subtract as never, true), $row);
        },
      },
    },
    ItemLine: lineTotal,
    ExpenseLine: lineTotal,
    TaskLine: lineTotal,
    TripLine: lineTotal,
    Payment: { plans: { amount: sumOf('amountMinor') } },
  },
} as never);

const OwnInvoices = wrapPlans((build) => ({
  Query: {
    allInvoices(plan) {
      const sql = build.sql!;
      const $page = plan();
      const $invoices = $page.getSubplan() as PgSelectStep;
      const $accountId = context().get('accountId');
      $invoices.where(sql`${$invoices.alias}."accountId" = ${$invoices.placeholder($accountId, TYPES.uuid)}`);
      $invoices.where(sql`${$invoices.alias}."trashedAt" IS NULL`);
      return $page;
    },
  },
}));

declare global {
  namespace Grafast {
    interface Context {
      accountId: string;
    }
  }
}

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [KindsOfLine, Sums, OwnInvoices],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, outputDataAsString: true },
  grafast: {
    explain: false,
    async context(request) {
      const accountId = await accountOf(request.node?.req.headers.authorization);
      if (!accountId) throw new GraphQLError('Send an API key.');
      return { accountId };
    },
  },
});

const server = createServer();
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(port, host);
