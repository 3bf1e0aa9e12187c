import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPeter, createPorter, type Porter, SAMPLE_INSTANT, testRows } from './hiveage.ts';
import { CONTENT, content, shownContent } from './sample-content.ts';
import { letter, readLetter, shownLetter } from './sample-letter.ts';

const gateway = useGateway();
let porter: Porter;
let peter: Answer;
beforeEach(async () => {
  porter = await createPorter(gateway);
  peter = await createPeter(porter);
});

// The sample invoice, as Hiveage's request has it.
const said = {
  date: '2015-01-18',
  dueDate: '2015-10-18',
  statementNo: 'IN-001',
  summary: 'Invoice summary',
  note: 'Invoice Note',
  paymentOptions: ['PAYPAL', 'CASH', 'CHECK'],
  allowPartialPayments: true,
  sendReceiptsAutomatically: true,
  sendReminders: false,
  poNumber: 'PO-number',
};
const FIELDS = `
  id hashKey state statementNo date dueDate summary note poNumber paymentOptions allowPartialPayments
  sendReceiptsAutomatically sendReminders createdAt connection { id hashKey displayName } ${CONTENT}
  paidTotal { amount } totalDue { amount formatted }`;

async function create(input: object = {}): Promise<Answer> {
  const whole = { connectionId: peter.id, ...said, ...content, ...input };
  return (await porter.make('createInvoice', whole, `invoice { ${FIELDS} }`)).invoice;
}

async function find(hashKey: string): Promise<Answer> {
  const query = `query($hashKey: String!) { invoice(by: { hashKey: $hashKey }) { ${FIELDS} } }`;
  return (await porter.run(query, { hashKey })).invoice;
}

/** What the client's lists show of each invoice, in the order asked for. */
async function list(variables: object = {}): Promise<string[]> {
  const query = `query($orderBy: InvoiceOrder, $first: Int, $after: String) {
    invoices(orderBy: $orderBy, first: $first, after: $after) { nodes { statementNo } }
  }`;
  const { invoices } = await porter.run(query, variables);
  return invoices.nodes.map(({ statementNo }: Answer) => statementNo);
}

const SENT =
  'delivery { id kind state recipients { name email } blindCopies { name email } subject attachment }';

const shownInvoiceLetter = { ...shownLetter, attachments: ['application/pdf: Invoice IN-001.pdf'] };

describe('Hiveage: invoices', () => {
  testRows('invoices', {
    'POST invs': async () => {
      const invoice = await create();
      expect(invoice).toEqual({
        ...said,
        ...shownContent,
        id: expect.any(String),
        hashKey: expect.any(String),
        state: 'DRAFT',
        connection: peter,
        createdAt: SAMPLE_INSTANT,
        paidTotal: { amount: '0.00' },
        totalDue: { amount: '157.25', formatted: '$157.25' },
      });

      // "statement_no should be unique."
      const again = { connectionId: peter.id, ...said };
      expect(
        await porter.mutate('createInvoice', again, '... on StatementNoTaken { statementNo }'),
      ).toMatchObject({ __typename: 'StatementNoTaken', statementNo: 'IN-001' });
      const wrong = {
        ...again,
        date: '2015-02-30',
        lineItems: [{ item: { description: '', price: '1,5' } }],
      };
      expect(issuesOf(await porter.mutate('createInvoice', wrong, ISSUES))).toEqual([
        'date: INVALID_DATE',
        'lineItems.0.item.price: INVALID_DECIMAL',
        'lineItems.0.item.description: REQUIRED',
      ]);
    },

    'GET invs/:hash_key': async () => {
      const invoice = await create();
      expect(await find(invoice.hashKey)).toEqual(invoice);
      expect(await find('q00MYh2dywH6RA')).toBeNull();
    },

    'PUT invs/:hash_key': async () => {
      const invoice = await create();
      const other = await createPeter(porter, 'Llewelyn Davies');
      const changes = { statementNo: 'IN-002', summary: 'Invoice summary to be updated' };
      const { invoice: changed } = await porter.make(
        'updateInvoice',
        { id: invoice.id, connectionId: other.id, ...changes },
        `invoice { ${FIELDS} }`,
      );
      expect(changed).toEqual({ ...invoice, ...changes, connection: other });
      expect(await find(invoice.hashKey)).toEqual(changed);
    },

    'DELETE invs/:hash_key': async () => {
      const { id, hashKey } = await create();
      const { invoice } = await porter.makeById('trashInvoice', id, 'invoice { id trashedAt }');
      expect(invoice).toEqual({ id, trashedAt: SAMPLE_INSTANT });
      // "It will not be deleted permanently."
      expect(await find(hashKey)).toMatchObject({ id });
      expect(await list()).toEqual([]);
      const { invoices } = await porter.run('{ invoices(filter: { trashed: true }) { nodes { id } } }');
      expect(invoices.nodes).toEqual([{ id }]);
    },

    'GET invs': async () => {
      for (const [statementNo, date] of [
        ['IN-002', '2015-01-18'],
        ['IN-001', '2015-02-18'],
        ['IN-003', '2015-03-18'],
      ]) {
        await create({ statementNo, date });
      }
      await porter.sendInvoice((await find((await create({ statementNo: 'IN-004' })).hashKey)).id);

      const ascending = (field: string) => ({ orderBy: { field, direction: 'ASC' } });
      expect(await list(ascending('DATE'))).toEqual(['IN-002', 'IN-004', 'IN-001', 'IN-003']);
      expect(await list(ascending('STATEMENT_NO'))).toEqual(['IN-001', 'IN-002', 'IN-003', 'IN-004']);
      expect((await list(ascending('STATE'))).at(-1)).toBe('IN-004');
      expect(await list({ orderBy: { field: 'STATEMENT_NO', direction: 'DESC' }, first: 2 })).toEqual([
        'IN-004',
        'IN-003',
      ]);
      const query = `query($after: String) {
        invoices(first: 3, after: $after) { nodes { ${FIELDS} } pageInfo { endCursor hasNextPage } totalCount }
      }`;
      const { invoices } = await porter.run(query);
      expect(invoices).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
      expect(invoices.nodes[0]).toMatchObject({ statementNo: 'IN-003', ...shownContent });
      const { invoices: rest } = await porter.run(query, { after: invoices.pageInfo.endCursor });
      expect(rest).toMatchObject({ nodes: [{ date: '2015-01-18' }], pageInfo: { hasNextPage: false } });
    },

    'POST invs/:hash_key/deliver': async () => {
      const { id, hashKey } = await create();
      const sent = await porter.make('sendInvoice', { invoiceId: id }, SENT);
      expect(sent.delivery).toMatchObject({
        ...{ kind: 'STATEMENT', state: 'QUEUED', attachment: false },
        recipients: [{ name: 'Peter Pan', email: 'peter@example.com' }],
        subject: expect.stringContaining('IN-001'),
      });
      expect(await find(hashKey)).toMatchObject({ state: 'SENT' });

      const { delivery } = await porter.make('sendInvoice', { invoiceId: id, message: letter }, SENT);
      await gateway.work();
      const { node } = await porter.run('query($id: ID!) { node(id: $id) { ... on Delivery { state } } }', {
        id: delivery.id,
      });
      expect(node).toEqual({ state: 'SENT' });
      expect(delivery).toMatchObject({ blindCopies: letter.blindCopies, attachment: true });
      expect(await readLetter(gateway, letter.subject)).toEqual(shownInvoiceLetter);
    },

    'POST invs/:hash_key/reminder': async () => {
      const { id } = await create();
      const draft = await porter.mutate('sendInvoiceReminder', { invoiceId: id }, STATE);
      expect(draft).toMatchObject({ __typename: 'InvalidState', state: 'DRAFT' });

      await porter.sendInvoice(id);
      const reminded = await porter.make('sendInvoiceReminder', { invoiceId: id }, SENT);
      expect(reminded.delivery).toMatchObject({
        ...{ kind: 'REMINDER', subject: expect.stringContaining('IN-001') },
        recipients: [{ name: 'Peter Pan', email: 'peter@example.com' }],
      });
      const subject = 'Reminder subject';
      await porter.make('sendInvoiceReminder', { invoiceId: id, message: { ...letter, subject } }, SENT);
      await gateway.work();
      expect(await readLetter(gateway, subject)).toEqual(shownInvoiceLetter);
    },
  });
});
