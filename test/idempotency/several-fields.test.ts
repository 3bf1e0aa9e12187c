import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { codesOf, dataOf, isReplay, sendKeyed } from './send-keyed.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
let request: { key: string; query: string; variables: object };
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
  const pay = (alias: string, amount: string) => `${alias}: recordPayment(
    input: { invoiceId: $id, amount: "${amount}", method: STRIPE }
  ) { __typename ... on RecordPaymentSuccess { payment { receiptNo } } }`;
  request = {
    key: 'three',
    query: `mutation($id: ID!) { ${pay('first', '1.00')} ${pay('second', '13.00')} ${pay('third', '200.00')} }`,
    variables: { id: invoice.id },
  };
});

function run(sql: string) {
  return gateway.gateway.database.pool.query(sql);
}

/** From now on a payment of 13.00 is a fault of the server. */
async function breakSecond(): Promise<void> {
  await run(`
    CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'broken on purpose'; END $$`);
  await run(`
    CREATE TRIGGER broken BEFORE INSERT ON "Payment" FOR EACH ROW
      WHEN (NEW."amountMinor" = 1300) EXECUTE FUNCTION fail()`);
}

async function amounts(): Promise<string[]> {
  const query = `query($id: ID!) { invoice(by: { id: $id }) { payments { nodes { amount { amount } } } } }`;
  const { payments } = (await caller.run(query, { id: invoice.id })).invoice;
  return payments.nodes.map((node: Answer) => node.amount.amount).sort();
}

test('a repetition does only what was not done', async () => {
  await breakSecond();
  const broken = await sendKeyed(caller, request);
  expect(broken.json?.data).toMatchObject({ second: null, third: { __typename: 'PaymentExceedsDue' } });
  expect(codesOf(broken)).toEqual(['INTERNAL_SERVER_ERROR']);
  const stillBroken = await sendKeyed(caller, request);
  expect(stillBroken.text).toBe(broken.text);
  expect(await amounts()).toEqual(['1.00']);

  await run('DROP TRIGGER broken ON "Payment"');
  const mended = await sendKeyed(caller, request);
  expect(isReplay(mended)).toBe(false);
  expect(dataOf(mended)).toMatchObject({
    ...broken.json?.data,
    second: { __typename: 'RecordPaymentSuccess' },
  });
  expect(await amounts()).toEqual(['1.00', '13.00']);

  const again = await sendKeyed(caller, request);
  expect(again.text).toBe(mended.text);
  expect(isReplay(again)).toBe(true);
  expect(await amounts()).toEqual(['1.00', '13.00']);
});

test('a field that is a fault alone leaves its key unused', async () => {
  await breakSecond();
  const query = `mutation($id: ID!) { recordPayment(input: { invoiceId: $id, amount: "13.00", method: STRIPE }) { __typename } }`;
  const one = { key: 'one', query, variables: { id: invoice.id } };
  expect(codesOf(await sendKeyed(caller, one))).toEqual(['INTERNAL_SERVER_ERROR']);
  const { rows } = await run(`SELECT * FROM "IdempotencyKey" WHERE key = 'one'`);
  expect(rows).toEqual([]);
  await run('DROP TRIGGER broken ON "Payment"');
  expect(dataOf(await sendKeyed(caller, one)).recordPayment.__typename).toBe('RecordPaymentSuccess');
});

test('many at once, of several fields, do each of them once', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => sendKeyed(caller, request)));
  expect(await amounts()).toEqual(['1.00', '13.00']);
  const answered = answers.filter(({ status }) => status === 200);
  expect(new Set(answered.map(({ text }) => text)).size).toBe(1);
});

test('a name in the answer may be as long as it likes', async () => {
  const name = 'n'.repeat(5_000);
  const query = request.query.replace('first', name).replace('second', `${name}2`);
  const first = await sendKeyed(caller, { ...request, query });
  expect(dataOf(first)[name].payment.receiptNo).toBeTruthy();
  await run('UPDATE "IdempotencyKey" SET answer = NULL');
  expect((await sendKeyed(caller, { ...request, query })).text).toBe(first.text);
  expect(await amounts()).toEqual(['1.00', '13.00']);
});
