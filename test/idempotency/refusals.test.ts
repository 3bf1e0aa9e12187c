import { beforeAll, expect, test } from 'vitest';
import * as refusals from '../../src/values/errors.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import type { Exchange } from '../support/post.ts';
import { dataOf, isReplay, type KeyedRequest, PAY, payment, sendKeyed } from './send-keyed.ts';

interface Case {
  refusal: string;
  query: string;
  variables: object;
}

const MONEY = '{ amount currency }';
const UPDATE = `mutation($input: UpdateInvoiceInput!) { updateInvoice(input: $input) {
  __typename
  ... on Error { message }
  ... on VersionConflict { currentVersion }
  ... on StatementNoTaken { statementNo }
} }`;
const PAY_ALL = `mutation($input: RecordPaymentInput!) { recordPayment(input: $input) {
  __typename
  ... on Error { message }
  ... on InvalidInput { issues { path code message } }
  ... on PaymentExceedsDue { totalDue ${MONEY} payable ${MONEY} }
  ... on PartialPaymentNotAllowed { totalDue ${MONEY} payable ${MONEY} }
} }`;

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeAll(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice({ statementNo: 'A-1' });
  await caller.createInvoice({ statementNo: 'A-2' });
});

async function makeCases(): Promise<Case[]> {
  const { id } = invoice;
  const whole = await caller.createInvoice({ allowPartialPayments: false });
  const paid = (await caller.recordPayment({ invoiceId: id, amount: '10.00' })).payment;
  const noName = { name: '', businessEmail: 'x@example.com', language: 'EN_US', currency: 'USD' };
  const none = 'Invoice_00000000-0000-7000-8000-000000000000';
  return [
    { refusal: 'InvalidInput', query: PAY_ALL, variables: payment(id, '-1.00') },
    {
      // This one is refused before any transaction.
      refusal: 'InvalidInput',
      query: `mutation($input: CreateOrganizationInput!) { createOrganization(input: $input) {
        __typename ... on InvalidInput { message issues { path code message } } } }`,
      variables: { input: noName },
    },
    { refusal: 'NotFound', query: PAY_ALL, variables: payment(none) },
    { refusal: 'VersionConflict', query: UPDATE, variables: { input: { id, expectedVersion: 99 } } },
    { refusal: 'StatementNoTaken', query: UPDATE, variables: { input: { id, statementNo: 'A-2' } } },
    {
      refusal: 'InvalidState',
      query:
        'mutation($id: ID!) { realizePayment(id: $id) { __typename ... on InvalidState { message state } } }',
      variables: { id: paid.id },
    },
    { refusal: 'PaymentExceedsDue', query: PAY_ALL, variables: payment(id, '90.01') },
    { refusal: 'PartialPaymentNotAllowed', query: PAY_ALL, variables: payment(whole.id) },
    {
      refusal: 'RefundExceedsPayment',
      query: `mutation($input: RefundPaymentInput!) { refundPayment(input: $input) {
        __typename ... on RefundExceedsPayment { message refundable ${MONEY} } } }`,
      variables: { input: { paymentId: paid.id, amount: '10.01' } },
    },
  ];
}

test('every refusal is answered again, from the answer and from the outcome', async () => {
  const cases = await makeCases();
  const answered: { keyed: KeyedRequest; first: Exchange }[] = [];
  for (const [index, { refusal, ...request }] of cases.entries()) {
    const keyed = { key: `refused-${index}`, ...request };
    const first = await sendKeyed(caller, keyed);
    const [result] = Object.values(dataOf(first)) as [Answer];
    expect(result.__typename).toBe(refusal);
    answered.push({ keyed, first });
  }
  const { pool } = gateway.gateway.database;
  const { rows } = await pool.query('SELECT key, refusal FROM "IdempotencyOutcome" ORDER BY key');
  expect(rows).toEqual(cases.map(({ refusal }, index) => ({ key: `refused-${index}`, refusal })));

  const replay = async () => {
    for (const { keyed, first } of answered) {
      const again = await sendKeyed(caller, keyed);
      expect(again.text).toBe(first.text);
      expect(isReplay(again)).toBe(true);
    }
  };
  await replay();
  await pool.query('UPDATE "IdempotencyKey" SET answer = NULL');
  await replay();
});

test('a refusal holds even where it would be done by now', async () => {
  const other = await caller.createInvoice({ amount: '5.00' });
  const statementNo = 'B-1';
  const first = await caller.createInvoice({ statementNo });
  const pay = { key: 'pay', query: PAY, variables: payment(other.id, '9.00') };
  const rename = { key: 'rename', query: UPDATE, variables: { input: { id: other.id, statementNo } } };
  const answers = [await sendKeyed(caller, pay), await sendKeyed(caller, rename)];

  const lineItems = [{ expense: { description: 'More', amount: '10.00' } }];
  await caller.mutate('updateInvoice', { id: other.id, lineItems });
  await caller.mutate('updateInvoice', { id: first.id, statementNo: 'B-2' });
  await gateway.gateway.database.pool.query('UPDATE "IdempotencyKey" SET answer = NULL');

  expect((await sendKeyed(caller, pay)).text).toBe(answers[0]!.text);
  expect((await sendKeyed(caller, rename)).text).toBe(answers[1]!.text);
  const anew = await sendKeyed(caller, { ...rename, key: 'rename-2' });
  expect(dataOf(anew).updateInvoice.__typename).toBe('UpdateInvoiceSuccess');
});

test('every refusal there is is among these', async () => {
  const concrete = Object.values(refusals).filter((refusal) => refusal !== refusals.UserError);
  const tried = (await makeCases()).map(({ refusal }) => refusal);
  expect(new Set(concrete.map(({ name }) => name))).toEqual(new Set(tried));
});
