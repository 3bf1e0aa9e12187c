import { beforeEach, describe, expect, test } from 'vitest';
import { html, unescaped } from '../../src/documents/page-html.ts';
import type { Caller } from '../support/caller.ts';
import { draftInvoice, newVisitor, sentEstimate, usePages, type Visitor } from './visitor.ts';

const gateway = usePages();
let visitor: Visitor;
beforeEach(() => {
  visitor = newVisitor(gateway);
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></script><b>',
  '<!-- ]]> &lt;b&gt; &amp;',
];

const expense = { expense: { description: 'Travel', amount: '1.00' } };
const rate = { fixed: '0.50' };

/** Each field in which people write, filled with a text. */
const FIELDS: [string, (caller: Caller, text: string) => Promise<{ path: string }>][] = [
  ['summary', (caller, text) => draftInvoice(caller, { summary: text })],
  ['note', (caller, text) => draftInvoice(caller, { note: text })],
  ['poNumber', (caller, text) => draftInvoice(caller, { poNumber: text })],
  ['statementNo', (caller, text) => draftInvoice(caller, { statementNo: text })],
  [
    'description',
    (caller, text) =>
      draftInvoice(caller, { lineItems: [{ expense: { description: text, amount: '1.00' } }] }),
  ],
  [
    'unit',
    (caller, text) =>
      draftInvoice(caller, { lineItems: [{ item: { description: 'Paper', price: '1.00', unit: text } }] }),
  ],
  ...(['taxes', 'discounts', 'shippingAmounts'] as const).flatMap((list): typeof FIELDS => [
    [list, (caller, text) => draftInvoice(caller, { lineItems: [expense], [list]: [{ name: text, rate }] })],
    [
      `${list} of a line`,
      (caller, text) =>
        draftInvoice(caller, {
          lineItems: [{ expense: { ...expense.expense, [list]: [{ name: text, rate }] } }],
        }),
    ],
  ]),
  [
    'the name of a client',
    async (caller, text) => {
      const connection = await caller.createOrganization({ name: text });
      return sentEstimate(caller, { connectionId: connection.id });
    },
  ],
  [
    'an address',
    async (caller, text) => {
      const address = { street: text, city: text, state: text, zipCode: 'x' };
      const connection = await caller.createOrganization({ address, phone: text });
      return draftInvoice(caller, { connectionId: connection.id });
    },
  ],
];

describe('what people wrote is text on the page, and nothing else', () => {
  test.each(FIELDS)('%s', async (_, fill) => {
    const caller = await gateway.createCaller();
    const plain = await visitor.read((await fill(caller, 'PLAIN')).path);
    for (const text of HOSTILE) {
      const page = await visitor.read((await fill(await gateway.createCaller(), text)).path);
      expect(page).toContain(html`${text}`.html);
      expect(page).not.toContain(text);
      expect(tagsOf(page)).toEqual(tagsOf(plain));
    }
  });

  test('also the name of the account', async () => {
    for (const text of HOSTILE) {
      const { path } = await draftInvoice(await gateway.createCaller({ name: text }));
      const page = await visitor.read(path);
      expect(page).toContain(html`${text}`.html);
      expect(page).not.toContain(text);
    }
  });
});

/** The elements of a page with the names of their attributes. */
function tagsOf(page: string): string[] {
  return Array.from(page.matchAll(/<[a-z!/][^>]*>/gi), ([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

describe('html', () => {
  test.each([
    [html`<p>${'a & "b" \'c\' <d>'}</p>`, '<p>a &amp; &quot;b&quot; &#39;c&#39; &lt;d&gt;</p>'],
    [html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
    [html`${['<', html`<br>`, '>']}`, '&lt;<br>&gt;'],
    [html`${null}${undefined}${false}${''}${0}`, '0'],
    [html`${unescaped('a > b')}`, 'a > b'],
  ])('%#', ({ html: written }, expected) => {
    expect(written).toBe(expected);
  });
});
