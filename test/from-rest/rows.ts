/** The systems whose callers come here. */
export type System = 'Hiveage' | 'Bill Hive' | 'Billmora' | 'Billbee';

/** A call of one of those systems' REST APIs. */
export interface Row {
  call: string;
  /** What answers it here, as `isThere` reads names. */
  here: readonly string[];
  /** What is to answer it, and is not there. */
  notYet?: readonly string[];
  /** In place of names, where it has none so far: no query or mutation is named after it. */
  unbuilt?: string;
}

const row = (call: string, ...here: string[]): Row => ({ call, here });
const unbuilt = (call: string, word: string): Row => ({ call, here: [], unbuilt: word });

const categoryRows = (path: string, one: string, all: string): Row[] => {
  const type = one.charAt(0).toUpperCase() + one.slice(1);
  return [
    row(`POST categories/${path}`, `create${type}`),
    row(`GET categories/${path}/:id`, `Query.${one}`),
    row(`PUT categories/${path}/:id`, `update${type}`),
    row(`DELETE categories/${path}/:id`, `delete${type}`),
    row(`GET categories/${path}`, `Query.${all}`),
  ];
};

/** By the file that does them: `invoices` is `invoices.test.ts`. */
export const hiveage = {
  network: [
    row('POST network', 'createOrganization', 'createIndividual'),
    row('GET network/:hash_key', 'Query.connection'),
    row('PUT network/:hash_key', 'updateOrganization', 'updateIndividual'),
    row('DELETE network/:hash_key', 'trashConnection'),
    row('GET network', 'Query.connections'),
    row('GET network/:hash_key/invoices', 'Connection.invoices'),
    row('GET network/:hash_key/estimates', 'Connection.estimates'),
    row('GET network/:hash_key/recurring_invoices', 'Connection.recurringInvoices'),
  ],
  contacts: [
    row('POST network/:hash_key/contacts', 'createContact'),
    row('GET network/:hash_key/contacts/:id', 'Query.contact'),
    row('PUT network/:hash_key/contacts/:id', 'updateContact'),
    row('DELETE network/:hash_key/contacts/:id', 'deleteContact'),
    row('GET network/:hash_key/contacts', 'Connection.contacts'),
  ],
  invoices: [
    row('POST invs', 'createInvoice'),
    row('GET invs/:hash_key', 'Query.invoice'),
    row('PUT invs/:hash_key', 'updateInvoice'),
    row('DELETE invs/:hash_key', 'trashInvoice'),
    row('GET invs', 'Query.invoices'),
    row('POST invs/:hash_key/deliver', 'sendInvoice'),
    row('POST invs/:hash_key/reminder', 'sendInvoiceReminder'),
  ],
  estimates: [
    row('POST estm', 'createEstimate'),
    row('GET estm/:hash_key', 'Query.estimate'),
    row('PUT estm/:hash_key', 'updateEstimate'),
    row('DELETE estm/:hash_key', 'trashEstimate'),
    row('GET estm', 'Query.estimates'),
    row('POST estm/:hash_key/deliver', 'sendEstimate'),
  ],
  'recurring-invoices': [
    row('POST rinv', 'createRecurringInvoice'),
    row('GET rinv/:hash_key', 'Query.recurringInvoice'),
    row('PUT rinv/:hash_key', 'updateRecurringInvoice'),
    row('DELETE rinv/:hash_key', 'trashRecurringInvoice'),
    row('GET rinv', 'Query.recurringInvoices'),
    row('GET rinv/:hash_key/invoices', 'RecurringInvoice.invoices'),
  ],
  payments: [
    row('POST invs/:hash_key/payments', 'recordPayment'),
    row('GET invs/:hash_key/payments/:id', 'Query.payment'),
    row('PUT invs/:hash_key/payments/:id', 'updatePayment'),
    row('DELETE invs/:hash_key/payments/:id', 'deletePayment'),
    row('GET invs/:hash_key/payments', 'Invoice.payments'),
    row('POST invs/:hash_key/payments/:id/mark_as_realized', 'realizePayment'),
  ],
  categories: [
    ...categoryRows('items', 'itemCategory', 'itemCategories'),
    ...categoryRows('expenses', 'expenseCategory', 'expenseCategories'),
    ...categoryRows('tasks', 'taskCategory', 'taskCategories'),
    ...categoryRows('trips', 'tripCategory', 'tripCategories'),
  ],
  access: [
    row('HTTP Basic, the key as the user name', 'Query.viewer'),
    row('regenerate the key', 'rotateApiKey'),
    row('401', 'UNAUTHENTICATED'),
    row('403', 'FORBIDDEN'),
    row('404', 'NotFound'),
    row('422', 'InvalidInput', 'BAD_USER_INPUT'),
    row('500', 'INTERNAL_SERVER_ERROR'),
    row('limits per hour and user', 'Viewer.rateLimit'),
  ],
} satisfies Record<string, Row[]>;

export type HiveageGroup = keyof typeof hiveage;

const webhook = (name: string, ...here: string[]): Row => ({
  call: `webhook ${name}`,
  here: [...here, 'createWebhook', 'Subscription.events'],
});

const billHive = [
  row('POST invoices', 'createInvoice'),
  row('GET invoices', 'Query.invoices'),
  row('GET invoices/:id', 'Query.invoice'),
  row('update an invoice', 'updateInvoice'),
  row('delete an invoice', 'trashInvoice'),
  row('POST clients', 'createOrganization', 'createIndividual'),
  row('GET clients', 'Query.connections'),
  row('GET clients/:id', 'Query.connection'),
  row('PUT clients/:id', 'updateOrganization', 'updateIndividual'),
  row('DELETE clients/:id', 'trashConnection'),
  row('POST payments', 'recordPayment'),
  row('GET payments', 'Query.payments'),
  row('GET payments/:id', 'Query.payment'),
  row('POST payments/:id/refund', 'refundPayment'),
  webhook('invoice.created', 'INVOICE_CREATED'),
  webhook('invoice.updated', 'INVOICE_UPDATED'),
  webhook('invoice.paid', 'INVOICE_PAID', 'Subscription.invoicePaid'),
  webhook('payment.received', 'PAYMENT_RECEIVED', 'Subscription.paymentReceived'),
  webhook('client.created', 'CLIENT_CREATED'),
  webhook('proposal.signed', 'PROPOSAL_SIGNED'),
  row('Bearer sk_live_…', 'Query.viewer'),
  row('view and manage keys', 'Query.apiKeys', 'createApiKey', 'revokeApiKey'),
  row('tiers of requests per hour', 'Plan', 'Viewer.rateLimit'),
  row('X-RateLimit-Limit, -Remaining, -Reset; 429', 'Viewer.rateLimit'),
  row('SDK libraries'),
];

const billmora = [
  row('tokens with abilities, shown once', 'createApiKey', 'Ability'),
  row('page, per_page', 'Query.invoices(first:, after:, last:, before:)'),
  row('60 requests per minute; 429', 'Viewer.rateLimit'),
  row('errors: {field: [message]}', 'InvalidInput.issues'),
  row('OpenAPI document, interactive reference'),
  row('invoices', 'Query.invoices'),
  unbuilt('orders', 'order'),
];

const billbee = [
  row('customers: list', 'Query.connections'),
  row('customers: get', 'Query.connection'),
  row('customers: create', 'createOrganization', 'createIndividual'),
  row('customers: update', 'updateOrganization', 'updateIndividual'),
  unbuilt('customer addresses, several each', 'address'),
  unbuilt('orders of a customer', 'order'),
  row('payment types', 'PaymentMethod'),
  unbuilt('order states', 'order'),
  unbuilt('shipment types, shipping carriers', 'shipment'),
  row('events, by date', 'Query.events'),
  unbuilt('orders: list, get, create, patch, state, tags', 'order'),
  unbuilt('delivery note, invoice for an order', 'order'),
  unbuilt('parse a text with placeholders', 'parse'),
  row('message to the buyer', 'sendInvoice'),
  row('invoices, by date', 'Query.invoices(filter:)'),
  row('categories', 'Query.itemCategories'),
  { ...row('custom fields', 'Connection.customFields'), unbuilt: 'customField' },
  unbuilt('products: list, get, create, patch, delete, images', 'product'),
  unbuilt('stock: locations, update, code, reserved amount', 'stock'),
  { ...row('search', 'Query.connections(filter:)', 'Query.invoices(filter:)'), notYet: ['Query.search'] },
  unbuilt('shipments: create, list, carriers, providers', 'shipment'),
  row(
    'webhooks: list, get, create, update, delete, delete all, filters',
    ...['Query.webhooks', 'Query.webhook', 'createWebhook', 'updateWebhook', 'deleteWebhook'],
    'deleteAllWebhooks',
  ),
  row('throttle of 2 requests per second; 429', 'Viewer.rateLimit'),
  unbuilt('terms and conditions, new account', 'createAccount'),
  unbuilt('cloud storages', 'storage'),
];

export const rows: Record<System, readonly Row[]> = {
  Hiveage: Object.values(hiveage).flat(),
  'Bill Hive': billHive,
  Billmora: billmora,
  Billbee: billbee,
};
