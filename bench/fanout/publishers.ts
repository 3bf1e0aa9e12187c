// How an event is made to happen: at the gateway by recording a payment, at a peer by handing it the event's data.
import { Agent, request } from 'node:http';
import pg from 'pg';
import { BILLED_MINOR, CLIENT, CURRENCY, INVOICES, statementNo } from './account.ts';
import type { PaymentReceived } from './listener.ts';
import { steadyMs } from './steady-clock.ts';

export interface Publisher {
  /**
   * Makes one event happen.
   * @param amount by which the event is known: no other has the same
   * @param invoice index of the invoice that is paid; no other payment of it may be under way
   * @returns what listeners have to be told, but for the cursor
   */
  publish(amount: string, invoice: number): Promise<Told>;
  /** When these events were committed, in milliseconds of the system's own steady clock. */
  committedAt(amounts: string[]): Promise<Map<string, number>>;
  close(): Promise<void>;
}
export type Told = Omit<PaymentReceived, 'cursor'>;

export interface Server {
  host: string;
  port: number;
}

const RECORD = `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { __typename
  ... on RecordPaymentSuccess {
    payment { amount { amount currency } } invoice { statementNo totalDue { amount } connection { displayName } }
  } } }`;

const COMMITTED = `SELECT p."amountMinor" AS minor,
    extract(epoch FROM pg_xact_commit_timestamp(e.xmin)) * 1000 AS at
  FROM "Event" e JOIN "Payment" p ON p."accountId" = e."accountId" AND p.id = e."paymentId"
  WHERE e."accountId" = $1 AND e.type = 'PAYMENT_RECEIVED' AND p."amountMinor" = ANY($2::bigint[])`;

/** Records payments by mutation. PostgreSQL itself tells when their transactions were committed. */
export async function openGatewayPublisher(
  server: Server,
  { token, accountId, databaseUrl }: { token: string; accountId: string; databaseUrl: string },
): Promise<Publisher> {
  const agent = new Agent({ keepAlive: true });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const ask = <Data>(query: string, variables: object) =>
    post<{ data?: Data; errors?: unknown }>(agent, server, {
      path: '/graphql',
      token,
      body: { query, variables },
    });
  const { data } = await ask<{ invoices: { nodes: { id: string; statementNo: string }[] } }>(
    '{ invoices(first: 100) { nodes { id statementNo } } }',
    {},
  );
  const ids = new Map(data?.invoices.nodes.map((invoice) => [invoice.statementNo, invoice.id]));
  return {
    async publish(amount, invoice) {
      const input = { invoiceId: ids.get(statementNo(invoice)), amount, method: 'PAYPAL' };
      const answer = await ask<{ recordPayment: Told & { __typename: string } }>(RECORD, { input });
      const recorded = answer.data?.recordPayment;
      if (recorded?.__typename !== 'RecordPaymentSuccess') {
        throw new Error(`A payment was answered ${JSON.stringify(answer)}`);
      }
      return { payment: recorded.payment, invoice: recorded.invoice };
    },
    async committedAt(amounts) {
      const offsetMs = wallOffsetMs();
      const minors = amounts.map((amount) => amount.replace('.', ''));
      // Wide rows of numbers are taken as texts; the instant has microseconds.
      const { rows } = await pool.query<{ minor: string; at: string }>(COMMITTED, [accountId, minors]);
      return new Map(rows.map(({ minor, at }) => [written(Number(minor)), Number(at) - offsetMs]));
    },
    async close() {
      agent.destroy();
      await pool.end();
    },
  };
}

/** Hands a peer the event's data ready made. It tells when it had them, which counts as its commit. */
export function openPeerPublisher(server: Server): Publisher {
  const agent = new Agent({ keepAlive: true });
  const dueMinor = Array.from({ length: INVOICES }, () => BILLED_MINOR);
  const committed = new Map<string, number>();
  let seq = 0;
  return {
    async publish(amount, invoice) {
      dueMinor[invoice]! -= Number(amount.replace('.', ''));
      const told: Told = {
        payment: { amount: { amount, currency: CURRENCY } },
        invoice: {
          statementNo: statementNo(invoice),
          totalDue: { amount: written(dueMinor[invoice]!) },
          connection: { displayName: CLIENT },
        },
      };
      // Of the form and length that the gateway's have.
      const cursor = Buffer.from(`event:00000000fa00:${++seq}`).toString('base64url');
      const body = { cursor, ...told };
      const { atMs } = await post<{ atMs: number }>(agent, server, { path: '/publish', body });
      committed.set(amount, atMs);
      return told;
    },
    committedAt: async () => committed,
    close: async () => agent.destroy(),
  };
}

export function written(minor: number): string {
  return (minor / 100).toFixed(2);
}

function post<Answer>(
  agent: Agent,
  { host, port }: Server,
  { path, body, token }: { path: string; body: object; token?: string },
): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const sending = request({ host, port, path, method: 'POST', agent, headers }, async (response) => {
      try {
        const text = Buffer.concat(await response.toArray()).toString();
        if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode} ${text}`);
        resolve(JSON.parse(text) as Answer);
      } catch (error) {
        reject(error);
      }
    });
    sending.on('error', reject);
    sending.end(JSON.stringify(body));
  });
}

/** What the wall's clock shows more than the steady one, taken in the moment at which it moves on. */
function wallOffsetMs(): number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return now - steadyMs();
}
