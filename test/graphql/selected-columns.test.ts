import { getNamedType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

// A page fetches only the columns that its selected fields are made from (`graphql/selection.ts`). A field
// that is made from more than the map says would come out differently, or fail, when it is asked for alone.

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
  const { id: connectionId } = await caller.createOrganization({
    address: { street: '1 Way', city: 'Town', state: 'CA', zipCode: '9', countryCode: 'US' },
    primaryContactFirstName: 'John',
    primaryContactLastName: 'Roe',
    phone: '1',
    fax: '2',
    websiteUrl: 'http://example.com',
    customFields: [{ name: 'a', value: 'b' }],
  });
  const { id: invoiceId } = await caller.createInvoice({
    connectionId,
    summary: 'Summary',
    note: 'Note',
    poNumber: 'PO',
    paymentOptions: ['PAYPAL'],
    taxes: [{ name: 'VAT', rate: { percent: '5' } }],
    discounts: [{ name: 'DIS', rate: { fixed: '1' } }],
    shippingAmounts: [{ name: 'DHL', rate: { fixed: '2' } }],
  });
  await caller.recordPayment({ invoiceId, amount: '10.00', details: 'Details' });
});

/** Each field of a type with a selection of its own: all leaves of what it shows. */
function fieldsOf(typename: string): string[] {
  const type = schema.getType(typename);
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${typename} has no fields.`);
  return Object.values(type.getFields()).map(({ name, type: fieldType }) => {
    const named = getNamedType(fieldType);
    if (isLeafType(named)) return name;
    if (named.name.endsWith('Connection') && named.name !== 'Connection') return `${name} { nodes { id } }`;
    if (!isObjectType(named) && !isInterfaceType(named)) throw new Error(`${name} is a ${named.name}.`);
    const leaves = Object.values(named.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
    return `${name} { ${leaves.map((leaf) => leaf.name).join(' ')} }`;
  });
}

const lists: [string, string, (selection: string) => string][] = [
  ['Invoice', 'invoices { nodes }', (fields) => `invoices { nodes { ${fields} } }`],
  ['Invoice', 'invoices { edges { node } }', (fields) => `invoices { edges { node { ${fields} } } }`],
  [
    'Invoice',
    "a connection's invoices",
    (fields) => `connections { nodes { invoices { nodes { ${fields} } } } }`,
  ],
  ['Connection', "an invoice's connection", (fields) => `invoices { nodes { connection { ${fields} } } }`],
  [
    'Organization',
    'the same by its type',
    (fields) => `invoices { nodes { connection { ... on Organization { ${fields} } } } }`,
  ],
  ['Payment', "an invoice's payments", (fields) => `invoices { nodes { payments { nodes { ${fields} } } } }`],
];

describe.each(lists)('%s of %s', (typename, _, toQuery) => {
  test.each(fieldsOf(typename))('%s alone comes out as it does among all', async (field) => {
    const all = await caller.run(`{ ${toQuery(fieldsOf(typename).join(' '))} }`);
    const alone = await caller.run(`{ ${toQuery(field)} }`);
    expect(all).toMatchObject(alone);
    expect(JSON.stringify(alone).length).toBeGreaterThan('{"invoices":{"nodes":[{}]}}'.length);
  });
});

test('a cursor is the same whatever is selected beside it', async () => {
  for (const field of ['DATE', 'STATEMENT_NO', 'STATE', 'CREATED_AT']) {
    const list = (selection: string) =>
      caller.run(`{ invoices(orderBy: { field: ${field} }) { edges { cursor ${selection} } } }`);
    const [alone, beside] = [await list(''), await list('node { note }')];
    expect(beside).toMatchObject(alone);
  }
});
