import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { type Hold, hold } from '../support/hold.ts';
import { codesOf, countPayments, dataOf, isReplay, PAY, payment, sendKeyed } from './send-keyed.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

function holdInvoice(): Promise<Hold> {
  const id = invoice.id.slice('Invoice_'.length);
  return hold(gateway.gateway, 'SELECT 1 FROM "Invoice" WHERE id = $1 FOR UPDATE', [id]);
}

test('while the first runs the second is told so at once; then it has the first answer', async () => {
  const request = { key: 'once', query: PAY, variables: payment(invoice.id) };
  const held = await holdInvoice();
  const running = sendKeyed(caller, request);
  await held.waiters(1);

  const seconds = await Promise.all([1, 2, 3].map(() => sendKeyed(caller, request)));
  for (const second of seconds) {
    expect(second.status).toBe(409);
    expect(codesOf(second)).toEqual(['IDEMPOTENCY_IN_PROGRESS']);
    expect(second.json).not.toHaveProperty('data');
  }

  await held.release();
  const first = await running;
  expect(isReplay(first)).toBe(false);
  const third = await sendKeyed(caller, request);
  expect(third.text).toBe(first.text);
  expect(isReplay(third)).toBe(true);
  expect(await countPayments(caller, invoice.id)).toBe(1);
});

test('another key, and the same key of another account, do not wait for it', async () => {
  const other = await gateway.createCaller();
  const theirs = await other.createInvoice();
  const mine = await caller.createInvoice();
  const held = await holdInvoice();
  const running = sendKeyed(caller, { key: 'once', query: PAY, variables: payment(invoice.id) });
  await held.waiters(1);

  dataOf(await sendKeyed(other, { key: 'once', query: PAY, variables: payment(theirs.id) }));
  dataOf(await sendKeyed(caller, { key: 'twice', query: PAY, variables: payment(mine.id) }));

  await held.release();
  dataOf(await running);
});

test('of forty at once one pays, and all that are answered are answered the same', async () => {
  const request = { key: 'once', query: PAY, variables: payment(invoice.id) };
  const answers = await Promise.all(Array.from({ length: 40 }, () => sendKeyed(caller, request)));

  const answered = answers.filter(({ status }) => status === 200);
  expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(codesOf(answer)).toEqual(['IDEMPOTENCY_IN_PROGRESS']);
  }
  expect(await countPayments(caller, invoice.id)).toBe(1);
});

test('of forty refused at once all that are answered are answered the same', async () => {
  const variables = payment(invoice.id, '100.01');
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => sendKeyed(caller, { key: 'once', query: PAY, variables })),
  );
  const answered = answers.filter(({ status }) => status === 200);
  expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
});
