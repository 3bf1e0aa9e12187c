import type { DocumentLine, StatementDocument } from '../../src/documents/statement-document.ts';

export function sampleLine(changes: Partial<DocumentLine> = {}): DocumentLine {
  return {
    kind: 'ITEM',
    date: null,
    description: 'Website design',
    quantity: '2',
    unit: null,
    price: '120.00',
    totalMinor: 24000n,
    adjustments: [],
    ...changes,
  };
}

export function sampleInvoice(changes: Partial<StatementDocument> = {}): StatementDocument {
  return {
    kind: 'Invoice',
    language: 'EN_US',
    currency: 'USD',
    statementNo: 'IN-001',
    date: new Date('2026-03-12'),
    until: new Date('2026-04-11'),
    stage: 'OPEN',
    issuer: { name: 'Northwind Studio', email: 'billing@northwind.example' },
    client: {
      name: 'Example Inc',
      email: 'ap@example.com',
      phone: '+1 555 0100',
      addressLines: ['12 Harbour Street', 'Portland, OR 97201'],
    },
    poNumber: null,
    summary: null,
    note: null,
    lines: [sampleLine()],
    subTotalMinor: 24000n,
    adjustments: [],
    billedTotalMinor: 24000n,
    payment: { paidMinor: 4000n, dueMinor: 20000n },
    ...changes,
  };
}
