import { describe, expect, test } from 'vitest';
import { LABELS } from '../../src/documents/labels.ts';
import { renderPdf } from '../../src/documents/render-pdf.ts';
import { formatMoneyForPeople, LANGUAGE_TAGS, type Language } from '../../src/values/money.ts';
import { lettersOf, plainSpaces, readPdf } from './read-pdf.ts';
import { sampleInvoice, sampleLine } from './sample-document.ts';

const languages = Object.keys(LANGUAGE_TAGS) as Language[];

describe('an invoice', () => {
  test('says who bills whom, for what, by when, and what is still to be paid', async () => {
    const discount = { kind: 'DISCOUNT', name: 'Loyal client', percent: '10', amountMinor: 2400n } as const;
    const document = sampleInvoice({
      poNumber: 'PO-77',
      summary: 'The spring campaign.',
      note: 'Thank you.',
      lines: [
        sampleLine({ date: new Date('2026-02-28'), adjustments: [discount] }),
        sampleLine({ kind: 'TASK', description: 'Consulting', quantity: '90', price: '150.00' }),
        sampleLine({
          kind: 'EXPENSE',
          description: 'Hotel',
          quantity: null,
          price: null,
          totalMinor: 31000n,
        }),
      ],
      adjustments: [discount, { kind: 'SHIPPING', name: '', percent: null, amountMinor: 1500n }],
    });
    const { text } = await readPdf(await renderPdf(document));
    for (const part of [
      'Northwind Studio',
      'Invoice',
      'IN-001',
      'Bill to',
      'Example Inc',
      'Portland, OR 97201',
      'Due date April 11, 2026',
      'Purchase order PO-77',
      'The spring campaign.',
      'Website design 2 $120.00 $240.00',
      'Feb 28, 2026',
      'Loyal client 10% -$24.00',
      'Consulting 1.5 hr $150.00 $240.00',
      'Hotel $310.00',
      'Subtotal $240.00',
      'Shipping $15.00',
      'Total $240.00',
      'Paid $40.00',
      'Amount due $200.00',
      'Thank you.',
      'Page 1 of 1',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('names itself, its author and its language', async () => {
    const { info } = await readPdf(await renderPdf(sampleInvoice({ language: 'PT_BR' })));
    expect(info).toMatchObject({ Title: 'Fatura IN-001', Author: 'Northwind Studio', Language: 'pt-BR' });
  });

  test('is the same file each time', async () => {
    const document = sampleInvoice({ lines: [sampleLine({ description: 'Ωmega 服务 हिन्दी' })] });
    const first = await renderPdf(document);
    await renderPdf(sampleInvoice({ language: 'JA' }));
    expect(first.equals(await renderPdf(document))).toBe(true);
  });

  test.each(['DRAFT', 'PAID', 'OVERDUE'] as const)('bears its stamp %s, an open one none', async (stage) => {
    const { text } = await readPdf(await renderPdf(sampleInvoice({ stage })));
    expect(text).toContain(stage);
    expect((await readPdf(await renderPdf(sampleInvoice()))).text).not.toContain(stage);
  });
});

test('an estimate is valid until a day, and knows no payment', async () => {
  const document = sampleInvoice({ kind: 'Estimate', statementNo: 'ES-9', stage: 'EXPIRED', payment: null });
  const { text, info } = await readPdf(await renderPdf(document));
  expect(text).toContain('Valid until April 11, 2026');
  expect(text).toContain('EXPIRED');
  expect(text).not.toContain('Amount due');
  expect(info).toMatchObject({ Title: 'Estimate ES-9' });
});

describe('sums are written in the language and with the decimals of the currency', () => {
  const cases = languages.flatMap((language) =>
    (['USD', 'JPY', 'KWD', 'INR'] as const).map((currency) => ({ language, currency })),
  );
  test.each(cases)('$currency in $language', async ({ language, currency }) => {
    const sums = { line: -9_000_000_000_000_000_000n, sub: 123_456_789n, total: -1n, paid: 0n, due: 1_234n };
    const document = sampleInvoice({
      language,
      currency,
      lines: [sampleLine({ quantity: '-1', totalMinor: sums.line })],
      subTotalMinor: sums.sub,
      billedTotalMinor: sums.total,
      payment: { paidMinor: sums.paid, dueMinor: sums.due },
    });
    const { text } = await readPdf(await renderPdf(document));
    for (const minor of Object.values(sums)) {
      expect(lettersOf(text)).toContain(lettersOf(formatMoneyForPeople({ minor, currency }, language)));
    }
    const due = plainSpaces(formatMoneyForPeople({ minor: sums.due, currency }, language));
    expect(lettersOf(text)).toContain(lettersOf(LABELS[language].amountDue + due));
  });
});

describe('many lines', () => {
  const lines = Array.from({ length: 120 }, (_, index) =>
    sampleLine({ description: `Line no. ${index}.`, totalMinor: BigInt(index) }),
  );

  test('go over pages, each with the heading and its number, and none is lost', async () => {
    const { pages, text } = await readPdf(await renderPdf(sampleInvoice({ lines })));
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (page.includes('Line no.')) expect(page).toContain('Description Quantity Price Amount');
    }
    const rows = Array.from(text.matchAll(/Line no\. (\d+)\. 2 \$120\.00 \$(\d+\.\d\d)/g), (row) =>
      row.slice(1),
    );
    expect(rows).toEqual(lines.map((_, index) => [`${index}`, (index / 100).toFixed(2)]));
  });

  test('leave the sums together, wherever the last line ends', async () => {
    for (let count = 1; count <= 40; count++) {
      const { pages } = await readPdf(await renderPdf(sampleInvoice({ lines: lines.slice(0, count) })));
      const page = pages.find((text) => text.includes('Subtotal'));
      expect(page).toMatch(/Subtotal.*Total.*Paid.*Amount due/s);
    }
  });

  test('are not parted, as long as each fits a page', async () => {
    const tall = lines.map((line) => ({ ...line, description: `${line.description}\n2\n3\n4\nEnd of it.` }));
    const { pages } = await readPdf(await renderPdf(sampleInvoice({ lines: tall })));
    for (const page of pages) {
      expect(page.match(/End of it\./g)?.length).toBe(page.match(/Line no\./g)?.length);
    }
  });
});

test('a line longer than a page goes on on the next, with nothing lost', async () => {
  const parts = Array.from({ length: 300 }, (_, index) => `part ${index}`);
  const lines = [
    sampleLine(),
    sampleLine({ description: parts.join('\n') }),
    sampleLine({ description: 'End' }),
  ];
  const { pages, text } = await readPdf(await renderPdf(sampleInvoice({ lines })));
  expect(text.match(/part \d+/g)).toEqual(parts);
  expect(pages[2]).toMatch(/^Description Quantity Price Amount\npart/);
});

test('thirty adjustments with long names and sums are all there', async () => {
  const adjustments = Array.from({ length: 30 }, (_, index) => ({
    kind: 'TAX' as const,
    name: `Regional levy ${index} with a name that is longer than anyone would ever wish for`,
    percent: `${index}.125`,
    amountMinor: 1_234_567_890_123_456_000n + BigInt(index),
  }));
  const lines = [sampleLine({ adjustments })];
  const { text } = await readPdf(await renderPdf(sampleInvoice({ lines, adjustments })));
  for (const { amountMinor } of adjustments) {
    const sum = formatMoneyForPeople({ minor: amountMinor, currency: 'USD' }, 'EN_US');
    expect(text.split(sum)).toHaveLength(3);
  }
});
