import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

// Amounts are cents, few and small, so that what is due is often met exactly, and often exceeded.
const amount = fc.integer({ min: 1, max: 8 }).map((n) => n * 250);
// Which of the payments so far, whatever their number.
const which = fc.nat({ max: 5 });
const operation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('record' as const), amount, realized: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('realize' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('refund' as const), which, amount: fc.option(amount) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('update' as const), which, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bill' as const), amount }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer Kind> ? Kind : never;

/** Whatever chance brings: an invoice that is paid, and paid again. */
const PAID_TWICE: Operation[] = [
  { kind: 'record', amount: 2000, realized: false },
  { kind: 'realize', which: 0 },
  { kind: 'refund', which: 0, amount: 500 },
  { kind: 'bill', amount: 1500 },
];

interface Payment {
  id: string;
  amount: number;
  refunded: number;
  realized: boolean;
}

/** What an invoice should be, kept by the plainest means: nothing is added on, all is added up anew. */
class Model {
  billed: number;
  payments: Payment[] = [];
  events = { 'payment.received': 0, 'payment.refunded': 0, 'invoice.paid': 0, 'invoice.updated': 0 };
  #state = 'DRAFT';

  constructor(billed: number) {
    this.billed = billed;
  }

  get paid(): number {
    const realized = this.payments.filter((payment) => payment.realized);
    return realized.reduce((sum, payment) => sum + payment.amount - payment.refunded, 0);
  }

  get pending(): number {
    const pending = this.payments.filter((payment) => !payment.realized);
    return pending.reduce((sum, payment) => sum + payment.amount, 0);
  }

  get payable(): number {
    return this.billed - this.paid - this.pending;
  }

  get state(): string {
    if (this.paid === 0) return 'DRAFT';
    return this.paid === this.billed ? 'PAID' : 'PARTIAL';
  }

  /** To be called after each change: becoming paid is told of. */
  settle(): void {
    if (this.state === 'PAID' && this.#state !== 'PAID') this.events['invoice.paid'] += 1;
    this.#state = this.state;
  }
}

const decimal = (cents: number) => (cents / 100).toFixed(2);
const SUMS = 'state billedTotal { amount } paidTotal { amount } pendingTotal { amount } totalDue { amount }';

/** Does one operation to the invoice, and the same to the model; both must come out alike. */
async function perform(caller: Caller, invoiceId: string, model: Model, operation: Operation): Promise<void> {
  const { payments, events } = model;
  const payment = 'which' in operation ? payments[operation.which % payments.length] : undefined;
  // A payment that there is not is nothing to be tried here.
  if ('which' in operation && !payment) return;
  const { expected, result } = await byKind();
  expect(result.__typename).toBe(expected);
  if (result.invoice) {
    const { state, billed, paid, pending } = model;
    expect(result.invoice).toEqual({
      state,
      billedTotal: { amount: decimal(billed) },
      paidTotal: { amount: decimal(paid) },
      pendingTotal: { amount: decimal(pending) },
      totalDue: { amount: decimal(billed - paid) },
    });
  }
  model.settle();

  async function byKind(): Promise<{ expected: string; result: Answer }> {
    switch (operation.kind) {
      case 'record': {
        const fits = operation.amount <= model.payable;
        const result = await caller.mutate(
          'recordPayment',
          { invoiceId, amount: decimal(operation.amount), method: 'OTHER', realized: operation.realized },
          `... on RecordPaymentSuccess { payment { id balance { amount } } invoice { ${SUMS} } }`,
        );
        if (!fits) return { expected: 'PaymentExceedsDue', result };
        payments.push({
          id: result.payment?.id,
          amount: operation.amount,
          refunded: 0,
          realized: operation.realized,
        });
        if (operation.realized) events['payment.received'] += 1;
        expect(result.payment?.balance.amount).toBe(decimal(model.payable));
        return { expected: 'RecordPaymentSuccess', result };
      }
      case 'realize': {
        const result = await caller.mutateById(
          'realizePayment',
          payment!.id,
          `... on RealizePaymentSuccess { invoice { ${SUMS} } }`,
        );
        if (payment!.realized) return { expected: 'InvalidState', result };
        payment!.realized = true;
        events['payment.received'] += 1;
        return { expected: 'RealizePaymentSuccess', result };
      }
      case 'refund': {
        const left = payment!.amount - payment!.refunded;
        const wanted = operation.amount ?? left;
        const result = await caller.mutate(
          'refundPayment',
          { paymentId: payment!.id, amount: operation.amount && decimal(operation.amount) },
          `... on RefundPaymentSuccess { invoice { ${SUMS} } }`,
        );
        if (!payment!.realized) return { expected: 'InvalidState', result };
        if (wanted > left || left === 0) return { expected: 'RefundExceedsPayment', result };
        payment!.refunded += wanted;
        events['payment.refunded'] += 1;
        return { expected: 'RefundPaymentSuccess', result };
      }
      case 'update': {
        const fits =
          operation.amount <= model.payable + payment!.amount || operation.amount === payment!.amount;
        const result = await caller.mutate(
          'updatePayment',
          { id: payment!.id, amount: decimal(operation.amount) },
          `... on UpdatePaymentSuccess { invoice { ${SUMS} } }`,
        );
        if (payment!.refunded > 0) return { expected: 'InvalidState', result };
        if (!fits) return { expected: 'PaymentExceedsDue', result };
        payment!.amount = operation.amount;
        return { expected: 'UpdatePaymentSuccess', result };
      }
      case 'delete': {
        const result = await caller.mutateById(
          'deletePayment',
          payment!.id,
          `... on DeletePaymentSuccess { invoice { ${SUMS} } }`,
        );
        if (payment!.refunded > 0) return { expected: 'InvalidState', result };
        payments.splice(payments.indexOf(payment!), 1);
        return { expected: 'DeletePaymentSuccess', result };
      }
      case 'bill': {
        const billed = operation.amount;
        const result = await caller.mutate(
          'updateInvoice',
          { id: invoiceId, lineItems: [{ expense: { description: 'Travel', amount: decimal(billed) } }] },
          `... on UpdateInvoiceSuccess { invoice { ${SUMS} } }`,
        );
        if (billed < model.paid + model.pending) return { expected: 'InvalidState', result };
        model.billed = billed;
        events['invoice.updated'] += 1;
        return { expected: 'UpdateInvoiceSuccess', result };
      }
    }
  }
}

test('whatever is done to an invoice’s payments, its sums add up and its events agree with its states', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 4, maxLength: 10 }), async (operations) => {
      const caller = await gateway.createCaller();
      const { id } = await caller.createInvoice({ amount: '20.00' });
      const model = new Model(2000);
      for (const operation of operations) {
        await perform(caller, id, model, operation);
      }
      const query = `query($id: ID!) { invoice(by: { id: $id }) { ${SUMS} payments(first: 100) { nodes {
        id amount { amount } refunded { amount } state
      } } } }`;
      const { invoice } = await caller.run(query, { id });
      expect(invoice).toMatchObject({
        state: model.state,
        billedTotal: { amount: decimal(model.billed) },
        paidTotal: { amount: decimal(model.paid) },
        pendingTotal: { amount: decimal(model.pending) },
        totalDue: { amount: decimal(model.billed - model.paid) },
      });
      expect(invoice.payments.nodes).toEqual(
        model.payments.map((payment) => ({
          id: payment.id,
          amount: { amount: decimal(payment.amount) },
          refunded: { amount: decimal(payment.refunded) },
          state: payment.realized ? 'REALIZED' : 'UNREALIZED',
        })),
      );
      const names = await eventNames(caller);
      const counts = Object.fromEntries(
        Object.keys(model.events).map((name) => [name, names.filter((each) => each === name).length]),
      );
      expect(counts).toEqual(model.events);
    }),
    // A failure is made smaller until then, and told of before the test would time out.
    { numRuns: 30, interruptAfterTimeLimit: 20_000, examples: [[PAID_TWICE]] },
  );
});
