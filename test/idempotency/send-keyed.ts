import { expect } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { type Exchange, post } from '../support/post.ts';

export interface KeyedRequest {
  key: string;
  query: string;
  variables?: object;
}

/** One request with an Idempotency-Key, whatever comes of it. */
export function sendKeyed(
  { url, token }: Pick<Caller, 'url' | 'token'>,
  { key, ...request }: KeyedRequest,
): Promise<Exchange> {
  return post(url, request, { authorization: `Bearer ${token}`, 'idempotency-key': key });
}

export function isReplay({ headers }: Exchange): boolean {
  return headers.get('idempotency-replayed') === 'true';
}

/** What a request was answered that must have been answered. */
export function dataOf({ status, json }: Exchange): Answer {
  expect(json?.errors).toBeUndefined();
  expect(status).toBe(200);
  return json!.data;
}

export function codesOf({ json }: Exchange): unknown[] {
  return json?.errors?.map(({ extensions }) => extensions?.code) ?? [];
}

export const PAY = `mutation($input: RecordPaymentInput!) {
  recordPayment(input: $input) {
    __typename
    ... on Error { message }
    ... on RecordPaymentSuccess { payment { id receiptNo amount { amount } createdAt } invoice { state version } }
  }
}`;

export function payment(invoiceId: string, amount = '1.00') {
  return { input: { invoiceId, amount, method: 'STRIPE' } };
}

export async function countPayments(caller: Caller, invoiceId: string): Promise<number> {
  const query = 'query($id: ID!) { invoice(by: { id: $id }) { payments { totalCount } } }';
  return (await caller.run(query, { id: invoiceId })).invoice.payments.totalCount;
}
