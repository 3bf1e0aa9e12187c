import { beforeAll, expect, test } from 'vitest';
import { ERROR_CLASSES } from '../../src/values/errors.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import type { Exchange } from '../support/post.ts';
import { dataOf, isReplay, type KeyedRequest, PAY, payment, sendKeyed } from './send-keyed.ts';

interface Case {
  error: string;
  query: string;
  variables: object;
}

const MONEY = '{ amount currency }';
const UPDATE = `mutation($input: UpdateInvoiceInput!) { updateInvoice(input: $input) {
  __typename
  ... on Error { message code }
  ... on VersionConflict { currentVersion }
  ... on StatementNoTaken { statementNo }
} }`;
const PAY_ALL = `mutation($input: RecordPaymentInput!) { recordPayment(input: $input) {
  __typename
  ... on Error { message code }
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

const codeOf = (typename: string) =>
  Object.entries(ERROR_CLASSES).find(([, type]) => type.name === typename)?.[0];

async function makeCases(): Promise<Case[]> {
  const { id } = invoice;
  const whole = await caller.createInvoice({ allowPartialPayments: false });
  const paid = (await caller.recordPayment({ invoiceId: id, amount: '10.00' })).payment;
  const noName = { name: '', businessEmail: 'x@example.com', language: 'EN_US', currency: 'USD' };
  const none = 'Invoice_00000000-0000-7000-8000-000000000000';
  return [
    { error: 'InvalidInput', query: PAY_ALL, variables: payment(id, '-1.00') },
    {
      // Fails before any transaction.
      error: 'InvalidInput',
      query: `mutation($input: CreateOrganizationInput!) { createOrganization(input: $input) {
        __typename ... on InvalidInput { message code issues { path code message } } } }`,
      variables: { input: noName },
    },
    { error: 'NotFound', query: PAY_ALL, variables: payment(none) },
    { error: 'VersionConflict', query: UPDATE, variables: { input: { id, expectedVersion: 99 } } },
    { error: 'StatementNoTaken', query: UPDATE, variables: { input: { id, statementNo: 'A-2' } } },
    {
      error: 'InvalidState',
      query:
        'mutation($id: ID!) { realizePayment(id: $id) { __typename ... on InvalidState { message code state } } }',
      variables: { id: paid.id },
    },
    { error: 'PaymentExceedsDue', query: PAY_ALL, variables: payment(id, '90.01') },
    { error: 'PartialPaymentNotAllowed', query: PAY_ALL, variables: payment(whole.id) },
    {
      error: 'RefundExceedsPayment',
      query: `mutation($input: RefundPaymentInput!) { refundPayment(input: $input) {
        __typename ... on RefundExceedsPayment { message code refundable ${MONEY} } } }`,
      variables: { input: { paymentId: paid.id, amount: '10.01' } },
    },
  ];
}

test('every error is replayed, from the response and from the outcome', async () => {
  const cases = await makeCases();
  const answered: { keyed: KeyedRequest; first: Exchange }[] = [];
  for (const [index, { error, ...request }] of cases.entries()) {
    const keyed = { key: `error-${index}`, ...request };
    const first = await sendKeyed(caller, keyed);
    const [result] = Object.values(dataOf(first)) as [Answer];
    expect(result).toMatchObject({ __typename: error, code: codeOf(error) });
    answered.push({ keyed, first });
  }
  const { pool } = gateway.gateway.database;
  const { rows } = await pool.query('SELECT key, "errorCode" FROM "IdempotencyOutcome" ORDER BY key');
  expect(rows).toEqual(
    cases.map(({ error }, index) => ({ key: `error-${index}`, errorCode: codeOf(error) })),
  );

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

test('a replay returns the error even if the request would succeed by now', async () => {
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

test('the cases cover every error type', async () => {
  const tried = (await makeCases()).map(({ error }) => error);
  expect(new Set(Object.values(ERROR_CLASSES).map(({ name }) => name))).toEqual(new Set(tried));
});
