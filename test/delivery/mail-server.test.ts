import { expect, test } from 'vitest';
import { sendDueDeliveries } from '../../src/delivery/send-due-deliveries.ts';
import { openMailTransport } from '../../src/mail/transport.ts';
import { billDuePeriods } from '../../src/recurring/bill-due-periods.ts';
import { pauseForReview } from '../../src/recurring/pause-for-review.ts';
import { refusal, refuseAt, startBareServer, startMailServer } from '../mail/mail-server.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { findFreePort } from '../support/gateway-process.ts';

const START = '2026-01-20T09:00:00.000Z';

const gateway = useGateway();

/** A new account's invoice, in the queue. */
async function queueOne(message: object = {}): Promise<{ caller: Caller; id: string; deliveryId: string }> {
  gateway.clock.moveTo(START);
  const caller = await gateway.createCaller({ name: 'Acme' });
  const { id } = await caller.createInvoice();
  const recipients = [{ name: 'Ada', email: 'ada@client.test' }];
  const { delivery } = await caller.mutate(
    'sendInvoice',
    { invoiceId: id, message: { recipients, ...message } },
    '... on SendInvoiceSuccess { delivery { id } }',
  );
  return { caller, id, deliveryId: delivery.id };
}

async function readDelivery(caller: Caller, id: string): Promise<Answer> {
  const { node } = await caller.run(
    'query($id: ID!) { node(id: $id) { ... on Delivery { state error attempts sentAt } } }',
    { id },
  );
  return node;
}

/** Sends what is due through a mail server on a port of this machine. */
async function sendThrough(port: number | string, limits = {}): Promise<void> {
  const { gateway: own } = gateway;
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  const transport = openMailTransport({ ...own.config, smtpUrl }, limits);
  try {
    while (await sendDueDeliveries(own, transport, pauseForReview));
  } finally {
    await transport.close();
  }
}

function moveOn(minutes: number): void {
  const now = gateway.clock.now().getTime();
  gateway.clock.moveTo(new Date(now + minutes * 60_000).toISOString());
}

test('a message arrives, with the PDF, and says so', async () => {
  const server = await startMailServer();
  const { caller, deliveryId } = await queueOne({
    subject: 'Your invoice',
    attachment: true,
    blindCopies: [{ email: 'books@acme.test' }],
  });

  await sendThrough(server.port);

  expect(await readDelivery(caller, deliveryId)).toEqual({
    state: 'SENT',
    error: null,
    attempts: 1,
    sentAt: START,
  });
  const [received, ...more] = server.received;
  expect(more).toEqual([]);
  expect(received!.to).toEqual(['ada@client.test', 'books@acme.test']);
  const { mail } = received!;
  expect(mail.subject).toBe('Your invoice');
  expect(JSON.stringify(mail.headers)).not.toContain('books@acme.test');
  const [pdf, ...others] = mail.attachments;
  expect(others).toEqual([]);
  expect(pdf).toMatchObject({ filename: 'Invoice IN-001.pdf', mimeType: 'application/pdf' });
  expect(
    Buffer.from(pdf!.content as ArrayBuffer)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('a 4xx is tried again after growing pauses, until the server takes it', async () => {
  let isBusy = true;
  const server = await startMailServer({
    onMailFrom: (_address, _session, callback) => callback(isBusy ? refusal(451, 'Try again later') : null),
  });
  const { caller, deliveryId } = await queueOne();
  const attempts = async () => (await readDelivery(caller, deliveryId)).attempts;

  await sendThrough(server.port);
  expect(await readDelivery(caller, deliveryId)).toEqual({
    state: 'QUEUED',
    error: expect.stringMatching(/^451 Try again later/),
    attempts: 1,
    sentAt: null,
  });
  // Not before the pause is over, and the next pause is longer.
  await sendThrough(server.port);
  expect(await attempts()).toBe(1);
  moveOn(1);
  await sendThrough(server.port);
  expect(await attempts()).toBe(2);
  moveOn(4);
  await sendThrough(server.port);
  expect(await attempts()).toBe(2);

  isBusy = false;
  moveOn(1);
  await sendThrough(server.port);
  expect(await readDelivery(caller, deliveryId)).toMatchObject({ state: 'SENT', error: null, attempts: 3 });
  expect(server.received).toHaveLength(1);
});

test('a server that stays dead is given up after three days', async () => {
  const port = await findFreePort();
  const { caller, deliveryId } = await queueOne();

  await sendThrough(port);
  expect(await readDelivery(caller, deliveryId)).toMatchObject({
    state: 'QUEUED',
    attempts: 1,
    error: 'The mail server could not be reached.',
  });
  let hours = 0;
  while ((await readDelivery(caller, deliveryId)).state === 'QUEUED' && hours < 200) {
    moveOn(60);
    hours += 1;
    await sendThrough(port);
  }
  expect(await readDelivery(caller, deliveryId)).toMatchObject({
    state: 'FAILED',
    attempts: 10,
    error: 'The mail server could not be reached.',
  });
  expect(hours).toBeGreaterThanOrEqual(72);
  expect(hours).toBeLessThan(80);
});

test('a server that says nothing is one that cannot be reached', async () => {
  const silent = await startBareServer(() => {});
  const { caller, deliveryId } = await queueOne();

  await sendThrough(silent.port, { greetingMs: 50 });

  expect(await readDelivery(caller, deliveryId)).toMatchObject({
    state: 'QUEUED',
    error: 'The mail server could not be reached.',
  });
});

test('a 5xx is final, with the words of the server', async () => {
  const server = await startMailServer(refuseAt('RCPT TO', refusal(550, 'No such user here')));
  const { caller, deliveryId } = await queueOne();

  await sendThrough(server.port);

  expect(await readDelivery(caller, deliveryId)).toEqual({
    state: 'FAILED',
    error: expect.stringContaining('No such user here'),
    attempts: 1,
    sentAt: null,
  });
  moveOn(60 * 24);
  await sendThrough(server.port);
  expect((await readDelivery(caller, deliveryId)).attempts).toBe(1);
});

test('of several recipients those that are refused are told of', async () => {
  const server = await startMailServer({
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('gone') ? refusal(550, 'Has left') : null),
  });
  const { caller, deliveryId } = await queueOne({
    recipients: [{ email: 'ada@client.test' }, { email: 'gone@client.test' }],
  });

  await sendThrough(server.port);

  expect(await readDelivery(caller, deliveryId)).toMatchObject({
    state: 'SENT',
    error: expect.stringMatching(/^gone@client\.test: 550 Has left/),
  });
  expect(server.received.map(({ to }) => to)).toEqual([['ada@client.test']]);
});

test('a recurring invoice whose mail bounced makes no more, until a person has seen to it', async () => {
  const server = await startMailServer(refuseAt('RCPT TO', refusal(550, 'No such user here')));
  gateway.clock.moveTo(START);
  const caller = await gateway.createCaller();
  const { id: connectionId } = await caller.createOrganization();
  const { recurringInvoice } = await caller.mutate(
    'createRecurringInvoice',
    {
      ...{ connectionId, recurringMethod: 'AUTO_SEND', startDate: '2026-01-20', profileName: 'Hosting' },
      ...{ intervalUnit: 'DAYS', lineItems: [{ expense: { description: 'x', amount: '1' } }] },
    },
    '... on CreateRecurringInvoiceSuccess { recurringInvoice { id } }',
  );
  const read = async () =>
    (
      await caller.run(
        'query($id: ID!) { recurringInvoice(by: { id: $id }) { state pendingReason iterationNo } }',
        { id: recurringInvoice.id },
      )
    ).recurringInvoice;
  await caller.mutateById('activateRecurringInvoice', recurringInvoice.id);
  // Bills the first period; its mail goes through the refusing server.
  while (await billDuePeriods(gateway.gateway));
  await sendThrough(server.port);
  expect(await read()).toEqual({ state: 'PENDING', pendingReason: 'DELIVERY_FAILED', iterationNo: 1 });

  gateway.clock.moveTo('2026-01-22T09:00:00Z');
  await gateway.work();
  expect(await read()).toMatchObject({ state: 'PENDING', iterationNo: 1 });

  await caller.mutateById('activateRecurringInvoice', recurringInvoice.id);
  await gateway.work();
  expect(await read()).toEqual({ state: 'ACTIVE', pendingReason: null, iterationNo: 3 });
});

test('a node that dies with a message in hand leaves it to another, under the same Message-ID', async () => {
  const server = await startMailServer();
  const { caller, deliveryId } = await queueOne();
  const { pool } = gateway.gateway.database;
  await sendThrough(server.port);
  // As if it had died before it could say that the message was taken.
  const id = deliveryId.replace('Delivery_', '');
  await pool.query(`UPDATE "Delivery" SET state = 'QUEUED', "sentAt" = NULL WHERE id = $1`, [id]);

  await sendThrough(server.port);
  expect(server.received).toHaveLength(1);
  moveOn(10);
  await sendThrough(server.port);

  expect(await readDelivery(caller, deliveryId)).toMatchObject({ state: 'SENT', attempts: 2 });
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
