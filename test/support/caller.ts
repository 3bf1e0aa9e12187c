import { type Client, createClient } from 'graphql-ws';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { Listener } from './listener.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test's document asks for
export type Answer = any;

export interface Response {
  status: number;
  headers: Headers;
  body: {
    data?: Answer;
    errors?: { message: string; path?: string[]; extensions: Record<string, Answer> }[];
  };
}

/** A program that holds an API key: everything it does goes over the network. */
export class Caller {
  readonly url: string;
  readonly token: string;
  readonly accountId: string;
  #webSocket: Client | undefined;

  constructor({ url, token, accountId }: { url: string; token: string; accountId: string }) {
    this.url = url;
    this.token = token;
    this.accountId = accountId;
  }

  /** One request, whatever comes of it. */
  async send(query: string, variables?: object): Promise<Response> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Response['body'],
    };
  }

  /** The data of a request that must have no errors. */
  async run(query: string, variables?: object): Promise<Answer> {
    const { body } = await this.send(query, variables);
    expect(body.errors).toBeUndefined();
    return body.data;
  }

  /**
   * Runs a mutation with an input, and answers its one field: `__typename`, and the fields asked for.
   * @param fields a selection on the result union; fragments on its members
   */
  async mutate(name: string, input: object, fields = ''): Promise<Answer> {
    const typename = name.charAt(0).toUpperCase() + name.slice(1);
    const query = `mutation($input: ${typename}Input!) { ${name}(input: $input) { __typename ${fields} ${REFUSALS} } }`;
    return (await this.run(query, { input }))[name];
  }

  /** The same for a mutation that takes an id. */
  async mutateById(name: string, id: string, fields = ''): Promise<Answer> {
    const query = `mutation($id: ID!) { ${name}(id: $id) { __typename ${fields} ${REFUSALS} } }`;
    return (await this.run(query, { id }))[name];
  }

  /** Subscribes over the WebSocket that all of this caller's listeners share. */
  listen(query: string, variables?: Record<string, unknown>): Listener {
    this.#webSocket ??= createClient({
      url: this.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    return new Listener(this.#webSocket.iterate({ query, variables }));
  }

  /** Hangs up. */
  async close(): Promise<void> {
    await this.#webSocket?.dispose();
    this.#webSocket = undefined;
  }

  async createOrganization(input: object = {}): Promise<Answer> {
    const result = await this.mutate(
      'createOrganization',
      {
        name: 'Example Inc',
        businessEmail: 'email@example.com',
        language: 'EN_US',
        currency: 'USD',
        ...input,
      },
      '... on CreateOrganizationSuccess { connection { id hashKey version displayName } }',
    );
    expect(result.__typename).toBe('CreateOrganizationSuccess');
    return result.connection;
  }

  /** An invoice of one line, of 100.00 if nothing else is said, for a new organization if none is given. */
  async createInvoice({
    amount = '100.00',
    ...input
  }: { amount?: string } & Record<string, unknown> = {}): Promise<Answer> {
    const connectionId = input.connectionId ?? (await this.createOrganization()).id;
    const result = await this.mutate(
      'createInvoice',
      {
        connectionId,
        date: '2026-01-15',
        dueDate: '2026-02-14',
        lineItems: [{ expense: { description: 'Travel', amount } }],
        ...input,
      },
      `... on CreateInvoiceSuccess { invoice { ${INVOICE_FIELDS} } }`,
    );
    expect(result.__typename).toBe('CreateInvoiceSuccess');
    return result.invoice;
  }

  /** Sends an invoice to its client; the mail itself leaves with the gateway's next work. */
  async sendInvoice(invoiceId: string): Promise<void> {
    const { __typename } = await this.mutate('sendInvoice', { invoiceId });
    expect(__typename).toBe('SendInvoiceSuccess');
  }

  /** Opens the page of an invoice, as its client's browser does. */
  async viewInvoice(invoiceId: string): Promise<void> {
    const query = 'query($id: ID!) { invoice(by: { id: $id }) { publicUrl } }';
    const { invoice } = await this.run(query, { id: invoiceId });
    const response = await fetch(`${this.pageOf(invoice.publicUrl)}/viewed`, { method: 'POST' });
    expect(response.status).toBe(204);
  }

  /** Where this gateway serves a public page: it does not know the port that it was given in a test. */
  pageOf(publicUrl: string): string {
    return new URL(this.url).origin + new URL(publicUrl).pathname;
  }

  /** A payment through a processor, so realized, unless the input says otherwise. */
  async recordPayment(
    input: { invoiceId: string; amount: string } & Record<string, unknown>,
  ): Promise<Answer> {
    return this.mutate(
      'recordPayment',
      { method: 'STRIPE', ...input },
      `... on RecordPaymentSuccess { payment { ${PAYMENT_FIELDS} } invoice { ${INVOICE_FIELDS} } }`,
    );
  }
}

export const INVOICE_FIELDS =
  'id hashKey statementNo state version billedTotal { amount } paidTotal { amount } pendingTotal { amount } totalDue { amount }';

export const PAYMENT_FIELDS =
  'id receiptNo state version date amount { amount } balance { amount } refunded { amount } method details';

/** What each refusal has to say. A fragment on a type that is no member of the union would be invalid. */
const REFUSALS = '... on Error { message }';
