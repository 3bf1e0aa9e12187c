import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

const DEEP_PAGE = `{
  invoices(first: 100) {
    totalCount
    nodes {
      statementNo
      connection {
        displayName
        outstanding { amount }
        contacts { totalCount nodes { firstName connection { displayName } } }
        invoices { totalCount nodes { statementNo payments { nodes { receiptNo } } } }
      }
      lineItems {
        total { amount }
        taxes { amount { amount } } discounts { amount { amount } } shippingAmounts { amount { amount } }
      }
      taxes { name }
      payments { totalCount nodes { amount { amount } refunds { amount { amount } payment { receiptNo } } invoice { id } } }
    }
  }
}`;

const gateway = useGateway();
const statements: string[] = [];
beforeAll(() => {
  // Who a key belongs to is asked again every few seconds; time stands still here.
  vi.useFakeTimers({ toFake: ['Date'] });
  const query = pg.Client.prototype.query;
  // Whatever library a statement comes from, it leaves through here.
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | { text: string }];
    statements.push(typeof statement === 'string' ? statement : statement.text);
    return Reflect.apply(query, this, args);
  } as typeof query);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** An account with so many invoices, two for each connection, each with lines, a payment and a refund. */
async function createInvoices(count: number): Promise<Caller> {
  const caller = await gateway.createCaller();
  const adjusted = {
    taxes: [{ name: 'VAT', rate: { percent: '5' } }],
    discounts: [{ name: 'Regular', rate: { fixed: '1' } }],
    shippingAmounts: [{ name: 'Post', rate: { fixed: '2' } }],
  };
  const createTwo = async () => {
    const { id: connectionId } = await caller.createOrganization();
    await caller.mutate('createContact', { connectionId, firstName: 'Ann', email: 'a@example.com' });
    for (let index = 0; index < 2; index += 1) {
      const invoice = await caller.createInvoice({
        connectionId,
        lineItems: [1, 2, 3].map(() => ({
          expense: { description: 'Travel', amount: '10.00', ...adjusted },
        })),
        ...adjusted,
      });
      const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '4.00' });
      await caller.mutate('refundPayment', { paymentId: payment.id, amount: '1.00' });
    }
  };
  await Promise.all(Array.from({ length: count / 2 }, createTwo));
  return caller;
}

/** The statements that one request takes, once nothing has to be looked up for the first time. */
async function statementsOf(caller: Caller, query: string): Promise<string[]> {
  await caller.run(query);
  // The hints that other gateways are sent have no part in it.
  await expect.poll(() => statements.splice(0).filter((text) => text.includes('pg_notify'))).toEqual([]);
  await caller.run(query);
  return statements.splice(0);
}

test('a deep page takes as many statements for forty invoices as for two', async () => {
  const [few, many] = [await createInvoices(2), await createInvoices(40)];
  const { invoices } = await many.run(DEEP_PAGE);
  expect(invoices.totalCount).toBe(40);
  expect(invoices.nodes).toHaveLength(40);
  const { connection, lineItems, payments } = invoices.nodes[0];
  expect([connection.contacts.totalCount, connection.invoices.totalCount]).toEqual([1, 2]);
  expect([lineItems.length, payments.totalCount]).toEqual([3, 1]);
  expect(payments.nodes[0].refunds).toHaveLength(1);

  const forFew = await statementsOf(few, DEEP_PAGE);
  const forMany = await statementsOf(many, DEEP_PAGE);

  expect(new Set(forMany)).toEqual(new Set(forFew));
  // Objects of one kind on two levels may take two. A change that needs fewer in all lowers this.
  expect(forFew).toHaveLength(17);
  expect(forMany).toHaveLength(17);

  // Compiled, the page takes the same ones.
  await many.run(DEEP_PAGE);
  expect((await statementsOf(many, DEEP_PAGE)).toSorted()).toEqual(forMany.toSorted());
});

test('a list of what is asked for by itself takes one statement', async () => {
  const caller = await createInvoices(2);
  for (const list of ['invoices', 'connections', 'payments', 'itemCategories', 'events']) {
    expect(await statementsOf(caller, `{ ${list} { nodes { id } } }`), list).toHaveLength(1);
  }
});

test('what a page was not asked for is not read: totals are counted on demand', async () => {
  const caller = await createInvoices(2);
  const count = /count\(\*\)/;
  expect((await statementsOf(caller, '{ invoices { nodes { id } } }')).join()).not.toMatch(count);
  expect((await statementsOf(caller, '{ invoices { totalCount } }')).join()).toMatch(count);
});
