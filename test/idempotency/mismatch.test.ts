import { request as httpRequest } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { codesOf, countPayments, dataOf, isReplay, PAY, payment, sendKeyed } from './send-keyed.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

describe('the same key for something else', () => {
  const named = PAY.replace('mutation', 'mutation One').concat(PAY.replace('mutation', 'mutation Two'));

  test.each([
    { what: 'other variables', from: PAY, to: PAY, amount: '2.00' },
    { what: 'another document', from: PAY, to: PAY.replace('receiptNo', 'id'), amount: '1.00' },
  ])('$what are refused with 422', async ({ from, to, amount }) => {
    dataOf(await sendKeyed(caller, { key: 'k', query: from, variables: payment(invoice.id) }));
    const other = await sendKeyed(caller, { key: 'k', query: to, variables: payment(invoice.id, amount) });
    expect(other.status).toBe(422);
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect(isReplay(other)).toBe(false);
    expect(await countPayments(caller, invoice.id)).toBe(1);
  });

  test('another operation of the same document is refused with 422', async () => {
    const request = { key: 'k', query: named, variables: payment(invoice.id) };
    dataOf(await sendKeyed(caller, { ...request, operationName: 'One' } as typeof request));
    const other = await sendKeyed(caller, { ...request, operationName: 'Two' } as typeof request);
    expect(other.status).toBe(422);
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  test('the order of a list, and a null, are not the same request', async () => {
    const query = `mutation($input: CreateInvoiceInput!) { createInvoice(input: $input) { __typename } }`;
    const line = (description: string) => ({ expense: { description, amount: '1.00' } });
    const dates = { date: '2026-01-15', dueDate: '2026-02-14' };
    const { id: connectionId } = await caller.createOrganization();
    const input = { connectionId, ...dates, lineItems: [line('a'), line('b')] };
    const send = (changes: object) =>
      sendKeyed(caller, { key: 'k', query, variables: { input: { ...input, ...changes } } });
    dataOf(await send({}));
    expect((await send({ lineItems: [line('b'), line('a')] })).status).toBe(422);
    expect((await send({ notes: null })).status).toBe(422);
    expect(isReplay(await send({}))).toBe(true);
  });
});

describe('what is not kept', () => {
  test('a request that is malformed: its key is still unused', async () => {
    const good = { key: 'k', query: PAY, variables: payment(invoice.id) };
    for (const bad of [
      { key: 'k', query: 'mutation {', variables: {} },
      { key: 'k', query: 'mutation { payTwice }', variables: {} },
      { key: 'k', query: PAY, variables: { input: { invoiceId: invoice.id } } },
    ]) {
      expect(codesOf(await sendKeyed(caller, bad))).not.toEqual([]);
    }
    const first = await sendKeyed(caller, good);
    expect(isReplay(first)).toBe(false);
    expect(dataOf(first).recordPayment.__typename).toBe('RecordPaymentSuccess');
  });

  test('a missing ability, of the mutation or of what its answer shows', async () => {
    const token = await makeKey(['PAYMENTS_WRITE']);
    const rename = 'mutation { updateAccount(input: { name: "Other" }) { __typename } }';
    for (let time = 1; time <= 2; time += 1) {
      const forbidden = await sendKeyed({ ...caller, token }, { key: 'rename', query: rename });
      expect(codesOf(forbidden)).toEqual(['FORBIDDEN']);
      expect(isReplay(forbidden)).toBe(false);
    }
    expect(dataOf(await sendKeyed(caller, { key: 'rename', query: rename }))).toBeTruthy();
  });

  test('an answer that another API key may not see: it is read anew by its abilities', async () => {
    const token = await makeKey(['PAYMENTS_WRITE']);
    const query = PAY.replace('state version', 'connection { displayName }');
    const request = { key: 'k', query, variables: payment(invoice.id) };
    expect(
      dataOf(await sendKeyed(caller, request)).recordPayment.invoice.connection.displayName,
    ).toBeTruthy();

    const other = await sendKeyed({ ...caller, token }, request);

    expect(other.text).not.toContain('Example Inc');
    expect(codesOf(other)).toEqual(['FORBIDDEN']);
    expect(await countPayments(caller, invoice.id)).toBe(1);
  });

  test('without any difference in abilities, another API key of the account has the outcome too', async () => {
    const token = await makeKey(['PAYMENTS_WRITE', 'PAYMENTS_READ', 'STATEMENTS_READ']);
    const request = { key: 'k', query: PAY, variables: payment(invoice.id) };
    const first = await sendKeyed(caller, request);
    const other = await sendKeyed({ ...caller, token }, request);
    expect(other.text).toBe(first.text);
    expect(isReplay(other)).toBe(true);
  });
});

async function makeKey(abilities: string[]): Promise<string> {
  const input = { name: 'Other', abilities };
  return (await caller.mutate('createApiKey', input, '... on CreateApiKeySuccess { token }')).token;
}

describe('a key that is none', () => {
  test.each([
    { what: 'empty', key: '' },
    { what: 'over 255 characters', key: 'k'.repeat(256) },
    { what: 'with a control character', key: 'a\tb' },
    { what: 'with another control character', key: 'a\u0085b' },
  ])('$what is a bad request', async ({ key }) => {
    const answer = await sendKeyed(caller, { key, query: PAY, variables: payment(invoice.id) });
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['INVALID_IDEMPOTENCY_KEY']);
    expect(await countPayments(caller, invoice.id)).toBe(0);
  });

  test.each(['k', 'k'.repeat(255), 'ünïcödé', "a b;c='"])('%s is one', async (key) => {
    const answers = [];
    for (let time = 1; time <= 2; time += 1) {
      answers.push(await sendKeyed(caller, { key, query: PAY, variables: payment(invoice.id) }));
    }
    expect(answers.map(isReplay)).toEqual([false, true]);
  });

  test('queries and subscriptions take no notice of it', async () => {
    for (const key of ['', 'k', 'k'.repeat(300)]) {
      for (let time = 1; time <= 2; time += 1) {
        const answer = await sendKeyed(caller, { key, query: '{ invoices { totalCount } }' });
        expect(dataOf(answer).invoices.totalCount).toBe(1);
        expect(isReplay(answer)).toBe(false);
      }
    }
    const status = await statusOfStream('k'.repeat(300));
    expect(status).toBe(200);
  });
});

/** What a subscription over SSE is begun with. */
function statusOfStream(key: string): Promise<number> {
  const headers = {
    ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
    ...{ authorization: `Bearer ${caller.token}`, 'idempotency-key': key },
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(caller.url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode!);
      request.destroy();
    });
    request.on('error', reject);
    request.end(JSON.stringify({ query: 'subscription { invoicePaid { cursor } }' }));
  });
}

test('variables that are nested deeper than any input are a bad request', async () => {
  const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
  const variables = { ...payment(invoice.id), unused: deep };
  const answer = await sendKeyed(caller, { key: 'deep', query: PAY, variables });
  expect(answer.status).toBe(400);
  expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  expect(await countPayments(caller, invoice.id)).toBe(0);
});
