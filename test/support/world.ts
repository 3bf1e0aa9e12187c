import { expect } from 'vitest';
import type { Answer, Caller } from './caller.ts';
import type { TestGateway } from './gateway.ts';

/** One object of each kind that an account can have, and how each is named. */
export interface World {
  caller: Caller;
  /** By typename. */
  ids: Map<string, string>;
  /** By the name of the query that finds by it. */
  hashKeys: { connection: string; invoice: string; estimate: string; recurringInvoice: string };
  /** Of an invoice and of an estimate. */
  statementNo: string;
}

/** Fills an account, so that it has at least one object of every type that has an id. */
export async function createWorld(gateway: TestGateway): Promise<World> {
  const caller = await gateway.createCaller();
  const ids = new Map<string, string>();
  const keep = (node: { __typename: string; id: string }) => ids.set(node.__typename, node.id);

  const make = async (name: string, input: object, selection: string): Promise<Answer> => {
    const success = `${name.charAt(0).toUpperCase()}${name.slice(1)}Success`;
    const result = await caller.mutate(name, input, `... on ${success} { ${selection} }`);
    expect(result.__typename).toBe(success);
    return result;
  };

  // It is told of what follows, as far as its receiver lets it: nobody listens there.
  const webhook = { url: 'http://127.0.0.1:9/', events: ['CLIENT_CREATED', 'INVOICE_PAID'] };
  keep((await make('createWebhook', webhook, 'webhook { __typename id }')).webhook);

  const reach = { businessEmail: 'office@example.com', language: 'EN_US', currency: 'USD' };
  const named = '{ __typename id hashKey }';
  const organization = await make('createOrganization', { ...reach, name: 'Works' }, `connection ${named}`);
  const connectionId = organization.connection.id;
  keep(organization.connection);
  const person = { ...reach, firstName: 'Ann', lastName: 'Lee' };
  keep((await make('createIndividual', person, `connection ${named}`)).connection);
  await make('updateOrganization', { id: connectionId, phone: '555' }, `connection ${named}`);

  const contact = { connectionId, firstName: 'Peter', email: 'peter@example.com' };
  keep((await make('createContact', contact, 'contact { __typename id }')).contact);

  const categories: Record<string, object> = {
    Item: { price: '1.00' },
    Expense: {},
    Task: { rate: '1.00' },
    Trip: { rate: '1.00' },
  };
  for (const [kind, numbers] of Object.entries(categories)) {
    const selection = `${kind.toLowerCase()}Category { __typename id }`;
    const input = { name: 'Saved', ...numbers };
    keep((await make(`create${kind}Category`, input, selection))[`${kind.toLowerCase()}Category`]);
  }

  // Numbers are an account's own: this one no other account has by chance.
  const statementNo = `W-${caller.accountId}`;
  const invoice = await caller.createInvoice({ connectionId, statementNo, amount: '100.00' });
  ids.set('Invoice', invoice.id);
  await make('updateInvoice', { id: invoice.id, note: 'Thank you' }, 'invoice { id }');
  const paid = await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
  const refund = { paymentId: paid.payment.id, amount: '60.00' };
  keep((await make('refundPayment', refund, 'refund { __typename id }')).refund);
  // One that is announced only, so that there is something left to be done with it.
  const announced = { invoiceId: invoice.id, amount: '50.00', method: 'CHECK' };
  ids.set('Payment', (await caller.recordPayment(announced)).payment.id);

  const dates = { date: '2026-01-15', expireDate: '2099-01-31' };
  const lineItems = [{ expense: { description: 'Travel', amount: '10.00' } }];
  const { estimate } = await make(
    'createEstimate',
    { connectionId, statementNo, ...dates, lineItems },
    `estimate ${named}`,
  );
  keep(estimate);
  keep((await make('sendEstimate', { estimateId: estimate.id }, 'delivery { __typename id }')).delivery);
  // Another one, so that something can still be done with the first.
  const signed = await make('createEstimate', { connectionId, ...dates }, 'estimate { id }');
  await caller.mutateById('acceptEstimate', signed.estimate.id);
  const { recurringInvoice } = await make(
    'createRecurringInvoice',
    {
      ...{ connectionId, lineItems, recurringMethod: 'SAVE_DRAFT', profileName: 'Hosting' },
      ...{ startDate: '2026-01-15', intervalUnit: 'MONTHS' },
    },
    `recurringInvoice ${named}`,
  );
  keep(recurringInvoice);
  await caller.mutateById('activateRecurringInvoice', recurringInvoice.id);
  await gateway.work();
  await caller.sendInvoice(invoice.id);
  await caller.viewInvoice(invoice.id);

  const { events, viewer } = await caller.run(
    '{ events(first: 100) { nodes { __typename id } } viewer { account { __typename id } } }',
  );
  for (const node of [...events.nodes, viewer.account]) keep(node);
  const { webhooks } = await caller.run('{ webhooks { deliveries(last: 1) { nodes { __typename id } } } }');
  keep(webhooks[0].deliveries.nodes[0]);
  // A key besides the caller's own, so that it may be revoked.
  const key = { name: 'Spare', abilities: ['CONNECTIONS_READ'] };
  keep((await make('createApiKey', key, 'apiKey { __typename id }')).apiKey);

  return {
    caller,
    ids,
    hashKeys: {
      connection: organization.connection.hashKey,
      invoice: invoice.hashKey,
      estimate: estimate.hashKey,
      recurringInvoice: recurringInvoice.hashKey,
    },
    statementNo: invoice.statementNo,
  };
}

/** Whose id a leaf `id` is follows from its field: `updateContact` takes a contact's. */
const VERB =
  /^(?:update|delete|trash|restore|purge|realize|accept|convert|activate|close|revoke|rotate|retry)(?=[A-Z])/;

const typenameOfReference: Record<string, string> = {
  connectionId: 'Organization',
  invoiceId: 'Invoice',
  estimateId: 'Estimate',
  paymentId: 'Payment',
};

/**
 * The object of a world that a leaf of the type ID is to name.
 * @throws where it cannot be told: a new argument has to be made known here
 */
export function idFor(
  { ids }: World,
  { coordinate, field, name }: { coordinate: string; field: string; name: string },
): string {
  const subject = field.replace(VERB, '').replace(/Secret$/, '');
  const typename =
    name === 'id' ? subject.charAt(0).toUpperCase() + subject.slice(1) : typenameOfReference[name];
  const id = ids.get(typename === 'Connection' ? 'Organization' : (typename ?? ''));
  if (!id) throw new Error(`${coordinate}: whose id is this? Teach test/support/world.ts.`);
  return id;
}

/** Something valid for each scalar; what an ID or a text is to be depends on where it stands. */
export const plainValues: Record<string, unknown> = {
  Boolean: false,
  Int: 1,
  String: 'Something',
  Date: '2099-03-01',
  DateTime: '2026-03-01T09:30:00Z',
  Decimal: '1.00',
  Currency: 'USD',
  CountryCode: 'US',
  EmailAddress: 'someone@example.com',
  URL: 'https://example.com',
};
