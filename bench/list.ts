// The scenario "list": a page of 20 invoices with client, lines, payments and totals, from many places
// in the lists of ten accounts.
import type { Exchange } from './load.ts';
import type { SeededAccount } from './seed.ts';

const PAGE = /* GraphQL */ `query Page($after: String) {
  invoices(first: 20, after: $after, orderBy: { field: DATE, direction: DESC }) {
    edges {
      cursor
      node {
        id statementNo date dueDate state currency
        billedTotal { amount currency }
        paidTotal { amount }
        totalDue { amount }
        connection { id displayName businessEmail }
        lineItems {
          __typename id description
          total { amount }
          ... on ItemLine { price quantity unit }
          ... on ExpenseLine { amount }
          ... on TaskLine { duration rate }
          ... on TripLine { distance rate }
        }
        payments(first: 10) { nodes { id date amount { amount } method state } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

// The same fields under the names that PostGraphile gives them.
const PAGE_OF_POSTGRAPHILE = /* GraphQL */ `query Page($after: Cursor) {
  invoices: allInvoices(first: 20, after: $after, orderBy: [DATE_DESC, PRIMARY_KEY_DESC]) {
    edges {
      cursor
      node {
        id: rowId statementNo date dueDate state currency
        billedTotal { amount currency }
        paidTotal { amount }
        totalDue { amount }
        connection: connectionByAccountIdAndConnectionId { id: rowId displayName businessEmail }
        lineItems: lineItemsByAccountIdAndInvoiceIdList(orderBy: SORT_ORDER_ASC) {
          __typename id: rowId description
          total { amount }
          ... on ItemLine { price quantity unit }
          ... on ExpenseLine { amount }
          ... on TaskLine { duration rate }
          ... on TripLine { distance rate }
        }
        payments: paymentsByAccountIdAndInvoiceId(first: 10, orderBy: [DATE_ASC, PRIMARY_KEY_ASC]) {
          nodes { id: rowId date amount { amount } method state }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const PAGES_PER_ACCOUNT = 100;
const STRIDE = 10;

/** A request of the scenario, and what it was answered, put so that all servers' answers can be compared. */
export interface Asked {
  exchange: Exchange;
  answer: string;
}

/**
 * Asks a server for every page of the scenario, each beginning ten invoices behind the one before. One
 * account's pages do not follow each other, so that no cache of a tenant's last answer can help.
 */
export async function askAll(
  server: { name: string; port: number },
  accounts: SeededAccount[],
): Promise<Asked[]> {
  await expectRefusal(server);
  const byAccount = await Promise.all(accounts.map(({ token }) => askAccount(server, token)));
  return Array.from({ length: PAGES_PER_ACCOUNT }, (_, page) =>
    byAccount.map((asked) => asked[page]!),
  ).flat();
}

async function askAccount(server: { name: string; port: number }, token: string): Promise<Asked[]> {
  const asked: Asked[] = [];
  const cursors: (string | null)[] = [null];
  while (asked.length < PAGES_PER_ACCOUNT) {
    const { page, ...one } = await ask(server, token, cursors[asked.length]!);
    asked.push(one);
    // Every second page shows the places where the next two begin.
    if (cursors.length === asked.length)
      cursors.push(page.edges[STRIDE - 1]!.cursor, page.edges.at(-1)!.cursor);
  }
  return asked;
}

async function ask(server: { name: string; port: number }, token: string, after: string | null) {
  const query = server.name === 'postgraphile' ? PAGE_OF_POSTGRAPHILE : PAGE;
  const body = JSON.stringify({ query, variables: { after } });
  const response = await post(server, body, { authorization: `Bearer ${token}` });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as Answer;
  if (!response.ok || errors || !data?.invoices) {
    throw new Error(`${server.name} answered ${response.status} ${text.slice(0, 1_000)}`);
  }
  const exchange = { body, token, answerBytes: Buffer.byteLength(text) };
  return { exchange, page: data.invoices, answer: JSON.stringify(normalize(data.invoices), null, 1) };
}

async function expectRefusal(server: { name: string; port: number }): Promise<void> {
  const response = await post(server, JSON.stringify({ query: PAGE }), {
    authorization: 'Bearer sk_live_wrong',
  });
  const text = await response.text();
  if (response.ok && (JSON.parse(text) as Answer).data) throw new Error(`${server.name} answers strangers.`);
}

function post({ port }: { port: number }, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  });
}

interface Sum {
  amount: string;
}
interface Line {
  [field: string]: unknown;
  total: Sum;
}
interface Page {
  edges: {
    cursor: string;
    node: {
      [field: string]: unknown;
      billedTotal: Sum & { currency: string };
      paidTotal: Sum;
      totalDue: Sum;
      connection: { displayName: string; businessEmail: string };
      lineItems: Line[];
      payments: { nodes: { [field: string]: unknown; amount: Sum }[] };
    };
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
interface Answer {
  data?: { invoices: Page | null } | null;
  errors?: unknown;
}

// Ids and cursors are each server's own, and so are the zeros behind a price; all else must agree.
function normalize({ edges, pageInfo }: Page): unknown {
  return {
    hasNextPage: pageInfo.hasNextPage,
    endsAtLast: pageInfo.endCursor === edges.at(-1)?.cursor,
    invoices: edges.map(({ node }) => ({
      ...pick(node, ['statementNo', 'date', 'dueDate', 'state', 'currency']),
      billed: [node.billedTotal.amount, node.billedTotal.currency],
      paid: node.paidTotal.amount,
      due: node.totalDue.amount,
      client: [node.connection.displayName, node.connection.businessEmail],
      lines: node.lineItems.map((line) => ({
        ...pick(line, ['__typename', 'description', 'unit']),
        total: line.total.amount,
        numbers: ['price', 'quantity', 'amount', 'duration', 'distance', 'rate'].map((field) =>
          decimal(line[field]),
        ),
      })),
      payments: node.payments.nodes.map((payment) => ({
        ...pick(payment, ['date', 'method', 'state']),
        amount: payment.amount.amount,
      })),
    })),
  };
}

function pick(row: Record<string, unknown>, fields: string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}

function decimal(text: unknown): string | null {
  return typeof text === 'string' ? text.replace(/\.0+$|(\.\d*?)0+$/, '$1') : null;
}
