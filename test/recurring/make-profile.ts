import { expect } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, STATE } from '../support/errors.ts';

export const FIELDS = `
  id hashKey profileName profileNo state pendingReason recurringMethod startDate nextBillingDate
  interval intervalUnit occurrences iterationNo dueInDays connection { id } currency
  summary note poNumber paymentOptions allowPartialPayments sendReceiptsAutomatically sendReminders
  billedTotal { amount } lineItems { description total { amount } } taxes { name amount { amount } }
  version createdAt updatedAt trashedAt`;

export const line = (description: string, amount: string) => ({ expense: { description, amount } });

/** A draft that bills 100.00 a month from 31 January on, unless the input says otherwise. */
export function createProfile(caller: Caller, input: object): Promise<Answer> {
  return caller.mutate(
    'createRecurringInvoice',
    {
      ...{ recurringMethod: 'SAVE_DRAFT', profileName: 'Hosting', startDate: '2026-01-31' },
      ...{ intervalUnit: 'MONTHS', lineItems: [line('Hosting', '100')] },
      ...input,
    },
    `${ISSUES} ${STATE} ... on CreateRecurringInvoiceSuccess { recurringInvoice { ${FIELDS} } }`,
  );
}

export async function makeProfile(caller: Caller, input: object): Promise<Answer> {
  const result = await createProfile(caller, input);
  expect(result.__typename).toBe('CreateRecurringInvoiceSuccess');
  return result.recurringInvoice;
}

export function updateProfile(caller: Caller, input: object): Promise<Answer> {
  const fields = `${ISSUES} ${CONFLICT} ${STATE} ... on UpdateRecurringInvoiceSuccess { recurringInvoice { ${FIELDS} } }`;
  return caller.mutate('updateRecurringInvoice', input, fields);
}

type Step = 'activate' | 'close' | 'trash' | 'restore';

/** One of the steps that a profile takes by its id. */
export function take(caller: Caller, step: Step, id: string): Promise<Answer> {
  const name = `${step}RecurringInvoice`;
  const success = `${name.charAt(0).toUpperCase()}${name.slice(1)}Success`;
  const errors = step === 'activate' || step === 'close' ? STATE : '';
  return caller.mutateById(name, id, `${errors} ... on ${success} { recurringInvoice { ${FIELDS} } }`);
}

/** One that was activated. */
export async function startProfile(caller: Caller, input: object): Promise<Answer> {
  const { id } = await makeProfile(caller, input);
  return (await take(caller, 'activate', id)).recurringInvoice;
}

export async function readProfile(caller: Caller, id: string): Promise<Answer> {
  const query = `query($id: ID!) { recurringInvoice(by: { id: $id }) { ${FIELDS} } }`;
  return (await caller.run(query, { id })).recurringInvoice;
}

/** What it has made so far, the oldest first. */
export async function invoicesOf(caller: Caller, id: string, fields = 'id date'): Promise<Answer[]> {
  const { recurringInvoice } = await caller.run(
    `query($id: ID!) {
      recurringInvoice(by: { id: $id }) { invoices(first: 100) { nodes { ${fields} } totalCount } }
    }`,
    { id },
  );
  const { nodes, totalCount } = recurringInvoice.invoices;
  expect(nodes).toHaveLength(totalCount);
  return nodes.reverse();
}

export async function datesOf(caller: Caller, id: string): Promise<string[]> {
  return (await invoicesOf(caller, id)).map(({ date }) => date);
}
