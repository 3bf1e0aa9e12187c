import { createCategory } from '../categories/create-category.ts';
import { createContact } from '../connections/create-contact.ts';
import { createIndividual } from '../connections/create-individual.ts';
import { createOrganization } from '../connections/create-organization.ts';
import { createEstimate } from '../estimates/create-estimate.ts';
import { createInvoice } from '../invoices/create-invoice.ts';
import { recordPayment } from '../payments/record-payment.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { addDays } from '../recurring/billing-dates.ts';
import { createRecurringInvoice } from '../recurring/create-recurring-invoice.ts';
import { formatDate } from '../values/input-check.ts';

/**
 * Fills an account with the sample objects of Hiveage's API documentation, by the same commands that callers use.
 */
export async function createSampleData(actor: Actor): Promise<void> {
  const [organizationId, individualId] = await createConnections(actor);
  await createInvoices(actor, organizationId, individualId);
  await createOffers(actor, organizationId, individualId);
  await createCategory(actor, 'ITEM', {
    name: 'My Item',
    description: 'A saved item to start from',
    unit: 'hourly',
    price: '150.00',
  });
  await createCategory(actor, 'EXPENSE', { name: 'Travelling' });
  await createCategory(actor, 'TASK', { name: 'Development', rate: '10.00' });
  await createCategory(actor, 'TRIP', { name: 'Travelling', rate: '10.00' });
}

async function createConnections(actor: Actor): Promise<[string, string]> {
  const address = {
    street: '941 Example Ave. #5',
    city: 'Long Beach',
    state: 'CA',
    zipCode: '90813',
    countryCode: 'US',
  };
  const reach = { phone: '562-556-5555', fax: '562-381-5555', websiteUrl: 'http://example.hiveage.com' };
  const organization = await createOrganization(actor, {
    name: 'Example Inc',
    businessEmail: 'email@example.com',
    language: 'EN_US',
    currency: 'USD',
    address,
    ...reach,
    primaryContactFirstName: 'John',
    primaryContactLastName: 'Roe',
    customFields: [{ name: 'Customer since', value: '2010' }],
  });
  await createContact(actor, {
    connectionId: organization.id,
    firstName: 'Peter',
    lastName: 'Pan',
    email: 'peter@example.com',
    mobile: '562-556-5555',
    phone: '562-381-5555',
  });
  const individual = await createIndividual(actor, {
    firstName: 'John',
    lastName: 'Doe',
    businessEmail: 'john.doe@example.com',
    language: 'EN_US',
    currency: 'USD',
    address,
    ...reach,
  });
  return [organization.id, individual.id];
}

async function createInvoices(actor: Actor, organizationId: string, individualId: string): Promise<void> {
  const date = '2015-10-18';
  const first = await createInvoice(actor, {
    connectionId: organizationId,
    date: '2015-01-18',
    dueDate: '2015-10-18',
    summary: 'The four kinds of line',
    note: 'With a tax, a discount and shipping on the whole.',
    poNumber: 'PO-number',
    paymentOptions: ['PAYPAL', 'CASH', 'CHECK'],
    sendReceiptsAutomatically: true,
    lineItems: [
      { item: { date, description: 'Design', price: '10.00', quantity: '10', unit: 'hourly' } },
      { expense: { date, description: 'Stock photographs', amount: '10.00' } },
      { task: { date, description: 'Development', duration: '120', rate: '10.00' } },
      { trip: { date, description: 'Visit to the client', distance: '2', rate: '10.00' } },
    ],
    taxes: [{ name: 'VAT', key: 23, rate: { percent: '5' } }],
    discounts: [{ name: 'DIS', key: 145, rate: { fixed: '5' } }],
    shippingAmounts: [{ name: 'DHL', key: 205, rate: { fixed: '5' } }],
  });
  await recordPayment(actor, {
    invoiceId: first.id,
    amount: '50',
    method: 'BANK_TRANSFER',
    date: '2015-01-20',
    details: 'Announced, not in yet',
  });
  const second = await createInvoice(actor, {
    connectionId: individualId,
    date: '2015-01-19',
    dueDate: '2015-02-18',
    summary: 'Paid in part',
    lineItems: [{ item: { description: 'Printing', price: '1.50', quantity: '10' } }],
  });
  await recordPayment(actor, {
    invoiceId: second.id,
    amount: '10',
    method: 'PAYPAL',
    date: '2015-01-20',
    details: 'Payment details',
  });
  const third = await createInvoice(actor, {
    connectionId: organizationId,
    date: '2015-01-20',
    dueDate: '2015-02-19',
    summary: 'Paid in full',
    lineItems: [{ task: { description: 'Consulting', duration: '90', rate: '80.00' } }],
  });
  await recordPayment(actor, { invoiceId: third.id, amount: '120.00', method: 'STRIPE', date: '2015-02-01' });
}

async function createOffers(actor: Actor, organizationId: string, individualId: string): Promise<void> {
  const now = actor.gateway.clock.now();
  const inDays = (days: number) => formatDate(addDays(dateOf(now), days));
  await createEstimate(actor, {
    connectionId: organizationId,
    date: inDays(0),
    expireDate: inDays(30),
    summary: 'A new website',
    note: 'With two rounds of changes.',
    lineItems: [
      { task: { description: 'Design', duration: '1200', rate: '80.00' } },
      { item: { description: 'Photographs', price: '12.50', quantity: '8' } },
    ],
    taxes: [{ name: 'VAT', rate: { percent: '20' } }],
  });
  await createRecurringInvoice(actor, {
    connectionId: individualId,
    recurringMethod: 'SAVE_DRAFT',
    startDate: inDays(1),
    profileName: 'Hosting',
    profileNo: 'HOST',
    occurrences: 12,
    interval: 1,
    intervalUnit: 'MONTHS',
    dueInDays: 14,
    lineItems: [{ item: { description: 'Hosting, one month', price: '25.00', quantity: '1' } }],
  });
}
