import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import {
  draftEstimate,
  draftInvoice,
  newVisitor,
  type Statement,
  sentEstimate,
  sentInvoice,
  stateOf,
  usePages,
  type Visitor,
} from './visitor.ts';

const gateway = usePages();
let caller: Caller;
let visitor: Visitor;
let invoice: Statement;
beforeAll(async () => {
  caller = await gateway.createCaller({ name: 'Northwind' });
  visitor = newVisitor(gateway);
  invoice = await sentInvoice(caller);
});

describe('the page of an invoice', () => {
  test('is there for whoever has its address, without a key', async () => {
    const response = await visitor.ask(invoice.path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toMatch(/<title>Invoice \S+ · Northwind<\/title>/);
    expect(page).toContain('<html lang="en-US">');
    expect(page).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(page).toContain('<meta name="referrer" content="no-referrer">');
    for (const text of ['Example Inc', 'Travel', '$100.00', 'Due date: February 14, 2026']) {
      expect(page).toContain(text);
    }
  });

  test('sums up to the cent as the API does, with line items of all four kinds', async () => {
    const input = {
      lineItems: [
        { item: { description: 'Paper', price: '24.90', quantity: '10', unit: 'boxes' } },
        {
          expense: {
            description: 'Train',
            amount: '86.00',
            discounts: [{ name: 'Card', rate: { percent: '25' } }],
          },
        },
        { task: { description: 'Talks', duration: '50', rate: '100.00' } },
        { trip: { description: 'Drive', distance: '84.5', rate: '0.655' } },
      ],
      discounts: [{ name: 'Loyalty', rate: { fixed: '25.00' } }],
      taxes: [{ name: 'Sales tax', rate: { percent: '9.25' } }],
      shippingAmounts: [{ name: 'Courier', rate: { fixed: '14.50' } }],
    };
    const sent = await sentInvoice(caller, input);
    const { node } = await caller.run(
      `query($id: ID!) { node(id: $id) { ... on Invoice {
        subTotal { formatted } discountTotal { formatted } taxTotal { formatted } shippingTotal { formatted }
        billedTotal { formatted } totalDue { formatted } lineItems { total { formatted } } } } }`,
      { id: sent.id },
    );
    const page = await visitor.read(sent.path);
    const sums = [...Object.values(node), ...node.lineItems.map(({ total }: { total: object }) => total)]
      .filter((sum) => 'formatted' in sum)
      .map(({ formatted }) => formatted);
    expect(sums).toHaveLength(10);
    // Two discounts have names of their own; their sum stands nowhere.
    for (const sum of sums.filter((sum) => sum !== node.discountTotal.formatted))
      expect(page).toContain(`>${sum}<`);
    for (const text of [
      '10 boxes',
      '50 min',
      '84.5',
      '$0.655',
      'Sales tax 9.25%',
      '-$25.00',
      'Card 25%: -$21.50',
    ]) {
      expect(page).toContain(text);
    }
  });

  test("speaks the client's language, and writes numbers and days as it does", async () => {
    const connection = await caller.createOrganization({ language: 'DE', currency: 'EUR' });
    const { path } = await sentInvoice(caller, { connectionId: connection.id, amount: '1234.50' });
    const page = await visitor.read(path);
    expect(page).toContain('<html lang="de">');
    for (const text of [
      'Rechnung',
      'Offener Betrag',
      '1.234,50\u00a0€',
      '14. Februar 2026',
      'PDF herunterladen',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/>(?:Invoice|Total|Description|Amount)\b/);
  });

  test('has a table whose headings say what they head', async () => {
    const page = await visitor.read(invoice.path);
    expect(page).toMatch(/<th scope="col"[^>]*>Description<\/th>/);
    expect(page).toMatch(/<th scope="row"[^>]*>Amount due<\/th>/);
    expect(page).toMatch(/<main\b/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  test('keeps the line breaks of descriptions and notes', async () => {
    const { path } = await draftInvoice(caller, {
      note: 'Dear Ann,\n\nthank you.',
      lineItems: [{ expense: { description: 'Travel\n– there\n– back', amount: '1.00' } }],
    });
    const page = await visitor.read(path);
    expect(page).toContain('<p class="text">Dear Ann,\n\nthank you.</p>');
    expect(page).toContain('<div class="text">Travel\n– there\n– back</div>');
    expect(page).toContain('.text { white-space: pre-wrap; }');
  });

  test('names nothing of another origin, and its links are relative', async () => {
    const page = await visitor.read(invoice.path);
    const addresses = Array.from(page.matchAll(/\s(?:src|href|action|data-\w+)="([^"]*)"/g), ([, to]) => to!);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => /^(?:\w+:)?\/\//.test(address))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });
});

describe('where a statement stands', () => {
  const stampIn = (page: string) => /<p class="stamp[^>]*>([^<]*)</.exec(page)?.[1] ?? null;

  test('an open one bears no stamp, a draft says so, and nobody has viewed it', async () => {
    expect(stampIn(await visitor.read(invoice.path))).toBeNull();
    const draft = await draftInvoice(caller);
    const page = await visitor.read(draft.path);
    expect(stampIn(page)).toBe('DRAFT');
    expect(page).not.toContain('data-viewed');
    expect((await visitor.post(`${draft.path}/viewed`)).status).toBe(204);
    expect(await stateOf(caller, draft)).toBe('DRAFT');
  });

  test('an invoice is paid once all is paid, and overdue after its due date', async () => {
    const { id, path } = await sentInvoice(caller);
    await caller.recordPayment({ invoiceId: id, amount: '40.00' });
    const partly = await visitor.read(path);
    expect(stampIn(partly)).toBeNull();
    for (const sum of ['$40.00', '$60.00']) expect(partly).toContain(sum);

    gateway.clock.moveTo('2026-02-15');
    expect(stampIn(await visitor.read(path))).toBe('OVERDUE');
    await caller.recordPayment({ invoiceId: id, amount: '60.00' });
    const paid = await visitor.read(path);
    expect(stampIn(paid)).toBe('PAID');
    expect(paid).toContain('This invoice has been paid');
    gateway.clock.moveTo('2026-01-15');
  });

  test('an estimate is to be accepted while it is sent and open, and only then', async () => {
    const hasForm = (page: string) => page.includes('<form method="post"');
    const draft = await visitor.read((await draftEstimate(caller)).path);
    expect([stampIn(draft), hasForm(draft)]).toEqual(['DRAFT', false]);

    const estimate = await sentEstimate(caller);
    const open = await visitor.read(estimate.path);
    expect([stampIn(open), hasForm(open)]).toEqual([null, true]);
    expect(open).toContain('Valid until: February 14, 2026');

    gateway.clock.moveTo('2026-02-15');
    const expired = await visitor.read(estimate.path);
    expect([stampIn(expired), hasForm(expired)]).toEqual(['EXPIRED', false]);

    gateway.clock.moveTo('2026-01-15');
    await caller.mutateById('acceptEstimate', estimate.id);
    const accepted = await visitor.read(estimate.path);
    expect([stampIn(accepted), hasForm(accepted)]).toEqual(['ACCEPTED', false]);
  });
});
