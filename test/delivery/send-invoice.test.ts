import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

let caller: Caller;
let connection: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-20T09:00:00Z');
  caller = await gateway.createCaller({ name: 'Acme' });
  connection = await caller.createOrganization({ name: 'Northwind', businessEmail: 'office@northwind.test' });
});

const DELIVERY =
  'delivery { id kind state subject message attachment error attempts sentAt recipients { name email } blindCopies { name email } }';
const SENT = `... on SendInvoiceSuccess { invoice { id state version } ${DELIVERY} } ${ISSUES} ${STATE}`;
const REMINDED = `... on SendInvoiceReminderSuccess { invoice { id state } ${DELIVERY} } ${ISSUES} ${STATE}`;

const send = (invoiceId: string, message?: object) =>
  caller.mutate('sendInvoice', { invoiceId, message }, SENT);
const remind = (invoiceId: string, message?: object) =>
  caller.mutate('sendInvoiceReminder', { invoiceId, message }, REMINDED);
const createInvoice = (input: object = {}) => caller.createInvoice({ connectionId: connection.id, ...input });
const createContact = (firstName: string, email: string, lastName?: string) =>
  caller.mutate('createContact', { connectionId: connection.id, firstName, lastName, email });
const eventNames = async (): Promise<string[]> =>
  (await caller.run('{ events(first: 100) { nodes { name } } }')).events.nodes.map(
    ({ name }: Answer) => name,
  );
const mailsOf = async (subject: string) =>
  (await gateway.readMails()).filter((mail) => mail.subject === subject);

test('a draft is sent, said to be, and the mail goes to the business address', async () => {
  const { id } = await createInvoice({ statementNo: 'N-1' });

  const { invoice, delivery } = await send(id);

  expect(invoice.state).toBe('SENT');
  expect(delivery).toMatchObject({ kind: 'STATEMENT', state: 'QUEUED', attempts: 0, sentAt: null });
  expect(delivery.recipients).toEqual([{ name: 'Northwind', email: 'office@northwind.test' }]);
  expect(delivery.subject).toBe('Invoice N-1 from Acme');
  expect(delivery.message).toContain('$100.00');
  expect(await eventNames()).toEqual(['client.created', 'invoice.created', 'invoice.sent']);

  await gateway.work();

  const { node, invoice: after } = await caller.run(
    `query($id: ID!, $invoice: ID!) {
      node(id: $id) { ... on Delivery { state sentAt attempts error } }
      invoice(by: { id: $invoice }) { state publicUrl deliveries { nodes { id } } }
    }`,
    { id: delivery.id, invoice: id },
  );
  expect(node).toEqual({ state: 'SENT', sentAt: '2026-01-20T09:00:00.000Z', attempts: 1, error: null });
  expect(after).toMatchObject({ state: 'SENT', deliveries: { nodes: [{ id: delivery.id }] } });
  const [mail, ...more] = await mailsOf('Invoice N-1 from Acme');
  expect(more).toEqual([]);
  expect(mail!.to).toEqual([{ name: 'Northwind', address: 'office@northwind.test' }]);
  expect(mail!.from).toMatchObject({ name: 'Acme' });
  expect(mail!.text).toContain(after.publicUrl);
});

test('it goes to the contacts, each address once, where there are any', async () => {
  await createContact('Peter', 'peter@northwind.test', 'Pan');
  await createContact('Ann', 'ann@northwind.test');
  await createContact('Ann again', 'ANN@northwind.test');
  const { id } = await createInvoice();

  const { delivery } = await send(id);

  expect(delivery.recipients).toEqual([
    { name: 'Ann', email: 'ann@northwind.test' },
    { name: 'Peter Pan', email: 'peter@northwind.test' },
  ]);
});

test('what the sender says stands, with its placeholders filled in', async () => {
  const { id } = await createInvoice({ statementNo: 'N-2' });

  const { delivery } = await send(id, {
    recipients: [{ name: 'Ada', email: 'ada@elsewhere.test' }, { email: 'bob@elsewhere.test' }],
    blindCopies: [{ email: 'books@acme.test' }],
    subject: 'Our bill {{statementNo}}',
    message: 'Dear {{ clientName }},\n{{totalDue}} are due on {{dueDate}}.',
  });

  expect(delivery).toMatchObject({
    recipients: [
      { name: 'Ada', email: 'ada@elsewhere.test' },
      { name: null, email: 'bob@elsewhere.test' },
    ],
    blindCopies: [{ name: null, email: 'books@acme.test' }],
    subject: 'Our bill N-2',
    message: 'Dear Northwind,\n$100.00 are due on February 14, 2026.',
  });
});

test("the account's template speaks, in the language of the client", async () => {
  const templates = [
    {
      kind: 'STATEMENT',
      language: 'DE',
      subject: 'Ihre {{statementType}}',
      message: 'Betrag: {{billedTotal}}',
    },
    { kind: 'STATEMENT', language: 'EN_US', subject: 'Your bill', message: 'Amount: {{billedTotal}}' },
  ];
  await caller.mutate('updateAccount', { messageTemplates: templates });
  const german = await caller.createOrganization({ language: 'DE', currency: 'EUR' });
  const { id } = await createInvoice({ connectionId: german.id });

  const { delivery } = await send(id);

  expect(delivery).toMatchObject({ subject: 'Ihre Rechnung', message: 'Betrag: 100,00\u00a0€' });
});

test('sending again changes no later state, and says so in a second message', async () => {
  const { id } = await createInvoice();
  await send(id);
  await caller.recordPayment({ invoiceId: id, amount: '40.00' });

  const { invoice, delivery } = await send(id);

  expect(invoice.state).toBe('PARTIAL');
  const { invoice: after } = await caller.run(
    'query($id: ID!) { invoice(by: { id: $id }) { deliveries { nodes { id } } } }',
    { id },
  );
  expect(after.deliveries.nodes).toHaveLength(2);
  expect(after.deliveries.nodes[1].id).toBe(delivery.id);
});

test('an invoice of 0.00 is paid when it is sent', async () => {
  const { id } = await createInvoice({ amount: '0.00' });
  expect((await send(id)).invoice.state).toBe('PAID');
  expect((await eventNames()).slice(-2)).toEqual(['invoice.sent', 'invoice.paid']);
});

test('once it is sent it is outstanding', async () => {
  const { id } = await createInvoice();
  const outstanding = async () =>
    (
      await caller.run('query($id: ID!) { connection(by: { id: $id }) { outstanding { formatted } } }', {
        id: connection.id,
      })
    ).connection.outstanding;
  expect(await outstanding()).toEqual([]);
  await send(id);
  expect(await outstanding()).toEqual([{ formatted: '$100.00' }]);
});

test('the message of an invoice that goes to the trash meanwhile is not sent', async () => {
  const { id } = await createInvoice({ statementNo: 'N-3' });
  const { delivery } = await send(id);
  await caller.mutateById('trashInvoice', id);

  await gateway.work();

  const { node } = await caller.run('query($id: ID!) { node(id: $id) { ... on Delivery { state error } } }', {
    id: delivery.id,
  });
  expect(node).toEqual({ state: 'FAILED', error: 'The statement was in the trash.' });
  expect(await mailsOf('Invoice N-3 from Acme')).toEqual([]);
});

describe('what is refused', () => {
  test('every problem of a message, in one answer, and nothing is sent', async () => {
    const { id } = await createInvoice();
    const result = await send(id, {
      recipients: [{ email: 'nobody' }, { name: 'A\r\nBcc: x@y.test', email: 'a@b.test' }],
      blindCopies: [{ email: 'a@b.test, c@d.test' }],
      subject: 'One\nTwo',
      message: 'Dear {{nobody}}',
    });
    expect(issuesOf(result)).toEqual([
      'message.recipients.0.email: INVALID_EMAIL',
      'message.recipients.1.name: INVALID_CHARACTERS',
      'message.blindCopies.0.email: INVALID_EMAIL',
      'message.subject: INVALID_CHARACTERS',
      'message.message: UNKNOWN_PLACEHOLDER',
    ]);
    const { invoice } = await caller.run(
      'query($id: ID!) { invoice(by: { id: $id }) { state deliveries { nodes { id } } } }',
      { id },
    );
    expect(invoice).toEqual({ state: 'DRAFT', deliveries: { nodes: [] } });
  });

  test('a list of nobody', async () => {
    const { id } = await createInvoice();
    expect(await send(id, { recipients: [] })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['message', 'recipients'], code: 'REQUIRED' }],
    });
  });

  test('more than fifty', async () => {
    const { id } = await createInvoice();
    const recipients = Array.from({ length: 51 }, (_, index) => ({ email: `a${index}@b.test` }));
    expect(await send(id, { recipients })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['message', 'recipients'], code: 'TOO_MANY' }],
    });
  });

  test.each([
    ['sendInvoice', send],
    ['sendInvoiceReminder', remind],
  ])('%s of one that is not there, or in the trash', async (_, step) => {
    expect(await step('Invoice_01234567-0123-4123-8123-0123456789ab')).toMatchObject({
      __typename: 'NotFound',
    });
    const { id } = await createInvoice();
    await caller.mutateById('trashInvoice', id);
    expect(await step(id)).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });

  test.each([
    ['sendInvoice', send],
    ['sendInvoiceReminder', remind],
  ])('%s to a client in the trash', async (_, step) => {
    const { id } = await createInvoice();
    await send(id);
    await caller.mutateById('trashConnection', connection.id);
    expect(await step(id)).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });

  test('a reminder of a draft, and of a paid one', async () => {
    const { id } = await createInvoice();
    expect(await remind(id)).toMatchObject({ __typename: 'InvalidState', state: 'DRAFT' });
    await send(id);
    expect(await remind(id)).toMatchObject({ __typename: 'SendInvoiceReminderSuccess' });
    await caller.recordPayment({ invoiceId: id, amount: '100.00' });
    expect(await remind(id)).toMatchObject({ __typename: 'InvalidState', state: 'PAID' });
  });
});
