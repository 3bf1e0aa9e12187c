import type { Answer } from '../support/caller.ts';

/** What the clients of an account know of, by what they were answered. */
export interface Known {
  connections: string[];
  invoices: string[];
  payments: string[];
}

/** One write, which bears its mark wherever it ends up: so it can be found again, and counted. */
export interface Write {
  mark: string;
  name: string;
  input: object;
}

interface Kind {
  /** How often it comes, beside the others. */
  share: number;
  /** What it is about, with its id and its version. */
  selection: string;
  /** Null where there is nothing yet to do it to. */
  inputFor(mark: string, known: Known): object | null;
  learn?(known: Known, success: Answer): void;
}

function organization(mark: string) {
  return { name: mark, businessEmail: 'office@example.com', language: 'EN_US', currency: 'USD' };
}

/** Each comes to 99.99. */
function invoice(mark: string, connectionId: string) {
  const lineItems = [{ item: { description: 'Hosting', price: '33.33', quantity: '3' } }];
  return { connectionId, poNumber: mark, date: '2026-01-15', dueDate: '2026-02-14', lineItems };
}

const kinds: Record<string, Kind> = {
  createOrganization: {
    share: 2,
    selection: 'connection { id version }',
    inputFor: organization,
    learn: ({ connections }, { connection }) => connections.push(connection.id),
  },
  updateOrganization: {
    share: 2,
    selection: 'connection { id version }',
    inputFor: (mark, { connections }) => about(connections, (id) => ({ id, phone: mark })),
  },
  createInvoice: {
    share: 4,
    selection: 'invoice { id version }',
    inputFor: (mark, { connections }) => about(connections, (connectionId) => invoice(mark, connectionId)),
    learn: ({ invoices }, { invoice }) => invoices.push(invoice.id),
  },
  updateInvoice: {
    share: 2,
    selection: 'invoice { id version }',
    inputFor: (mark, { invoices }) => about(invoices, (id) => ({ id, note: mark })),
  },
  sendInvoice: {
    share: 1,
    selection: 'delivery { id }',
    inputFor: (mark, { invoices }) =>
      about(invoices, (invoiceId) => ({ invoiceId, message: { subject: mark } })),
  },
  recordPayment: {
    share: 6,
    selection: 'payment { id state amount { amount } } invoice { id state }',
    inputFor: (mark, { invoices }) =>
      about(invoices, (invoiceId) => ({
        // All of it at times, and rarely money that is not in yet.
        ...{ invoiceId, details: mark, amount: Math.random() < 0.4 ? '99.99' : someMoney() },
        method: Math.random() < 0.9 ? 'STRIPE' : 'CHECK',
      })),
    learn: ({ payments }, { payment }) => payments.push(payment.id),
  },
  refundPayment: {
    share: 2,
    selection: 'payment { id version } refund { amount { amount } }',
    inputFor: (mark, { payments }) =>
      about(payments, (paymentId) => ({ paymentId, reason: mark, amount: someMoney() })),
  },
  createExpenseCategory: {
    share: 1,
    selection: 'expenseCategory { id }',
    inputFor: (mark) => ({ name: mark }),
  },
};

const lots = Object.entries(kinds).flatMap(([name, { share }]) => Array<string>(share).fill(name));

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!;
}

/** One of the newest: clients then meet at the same ones. */
function about(ids: readonly string[], inputFor: (id: string) => object): object | null {
  return ids.length > 0 ? inputFor(pick(ids.slice(-6))) : null;
}

/** From 0.01 to 39.99. */
function someMoney(): string {
  return ((1 + Math.floor(Math.random() * 3_999)) / 100).toFixed(2);
}

/** Any write that makes sense by now. */
export function chooseWrite(mark: string, known: Known): Write {
  for (;;) {
    const name = pick(lots);
    const input = kinds[name]!.inputFor(mark, known);
    if (input) return { mark, name, input };
  }
}

function typenameOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The mutation's one field is `answer`, whichever it is. */
export function documentOf({ name }: Write): string {
  const typename = typenameOf(name);
  return `mutation($input: ${typename}Input!) {
    answer: ${name}(input: $input) {
      __typename ... on Error { message } ... on ${typename}Success { ${kinds[name]!.selection} }
    }
  }`;
}

export function isSuccess({ name }: Write, answer: Answer): boolean {
  return answer.__typename === `${typenameOf(name)}Success`;
}

/** What is known by an answer. */
export function learn(known: Known, write: Write, answer: Answer): void {
  if (isSuccess(write, answer)) kinds[write.name]!.learn?.(known, answer);
}

export const FIRST_WRITE: Write = { mark: 'first', name: 'createOrganization', input: organization('first') };

export function lastInvoice({ connections }: Known): Write {
  return { mark: 'last', name: 'createInvoice', input: invoice('last', connections[0]!) };
}

/** Of the last invoice: all of it. */
export function lastPayment({ invoices }: Known): Write {
  const input = { invoiceId: invoices.at(-1), amount: '99.99', method: 'STRIPE', details: 'paid' };
  return { mark: 'paid', name: 'recordPayment', input };
}
