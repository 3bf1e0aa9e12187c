import type { Case } from './corpus.ts';

export const PAGE = `query($first: Int = 2, $filter: InvoiceFilter) {
  invoices(first: $first, filter: $filter) { totalCount nodes { statementNo } }
}`;
export const ORDER = 'query($order: InvoiceOrder) { invoices(orderBy: $order) { nodes { statementNo } } }';
export const TYPES = 'query($types: [EventType!]) { events(types: $types) { nodes { type } } }';
export const IDS = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
export const NAMES = `query($direction: SortDirection, $search: String, $category: ConnectionCategory, $trashed: Boolean) {
  connections(direction: $direction, filter: { search: $search, category: $category, trashed: $trashed }) { nodes { displayName } }
}`;
export const ITEM = `query($id: ID!, $item: ItemLineInput!) {
  previewInvoice(input: {
    connectionId: $id, date: "2026-01-01", dueDate: "2026-01-02", lineItems: [{ item: $item }]
  }) { __typename ... on PreviewInvoiceSuccess { totals { billedTotal { amount } } } }
}`;

/** Variables that fit. */
export const variables: Record<string, Case> = {
  'none, where there are defaults': { query: PAGE, compiled: true },
  'null, where there is a default': {
    query: PAGE,
    variables: () => ({ first: null, filter: null }),
    compiled: true,
  },
  'an input, whole': {
    query: PAGE,
    variables: (world) => ({
      first: 100,
      filter: {
        states: ['DRAFT', 'PAID'],
        connectionId: world.ids.get('Organization'),
        isOverdue: false,
        date: { from: '2026-01-01' },
        trashed: null,
      },
    }),
    compiled: true,
  },
  'one value for a list within an input': {
    query: PAGE,
    variables: () => ({ filter: { states: 'DRAFT' } }),
    compiled: true,
  },
  'an order': {
    query: ORDER,
    variables: () => ({ order: { field: 'STATEMENT_NO', direction: 'ASC' } }),
    compiled: true,
  },
  'a list of enum values': {
    query: TYPES,
    variables: () => ({ types: ['INVOICE_PAID', 'CLIENT_CREATED'] }),
    compiled: true,
  },
  'an empty list': { query: TYPES, variables: () => ({ types: [] }), compiled: true },
  'one value for a list': { query: TYPES, variables: () => ({ types: 'INVOICE_PAID' }), compiled: true },
  'null for a list': { query: TYPES, variables: () => ({ types: null }), compiled: true },
  'a list of ids': { query: IDS, variables: (world) => ({ ids: [...world.ids.values()] }), compiled: true },
  'one id for a list': {
    query: IDS,
    variables: (world) => ({ ids: world.ids.get('Invoice') }),
    compiled: true,
  },
  'numbers for ids': { query: IDS, variables: () => ({ ids: [1, 2] }), compiled: true },
  'a whole number written as a fraction': { query: PAGE, variables: () => ({ first: 1.0 }), compiled: true },
  'a variable within an input that must be given': {
    query: 'query($s: String!) { connections(filter: { search: $s }) { nodes { displayName } } }',
    variables: () => ({ s: 'o' }),
    compiled: true,
  },
  'variables that the document does not have': {
    query: PAGE,
    variables: () => ({ first: 1, nonsense: [1, { a: 1 }] }),
    compiled: true,
  },
  'a language, or none': {
    query:
      'query($l: Language) { invoices { nodes { billedTotal { formatted(language: $l) de: formatted(language: DE) } } } }',
    variables: () => ({ l: 'FR' }),
    compiled: true,
  },
};

const BY = 'query($by: StatementBy!) { invoice(by: $by) { id } }';
const BY_ID = 'query($id: ID!) { invoice(by: { id: $id }) { id } }';
const PREVIEW = `query($input: CreateInvoiceInput!) {
  previewInvoice(input: $input) {
    __typename ... on PreviewInvoiceSuccess { totals { lineTotals { amount } billedTotal { amount } } } ... on InvalidInput { issues { path } }
  }
}`;
const LINES = `query($id: ID!, $lines: [LineItemInput!], $taxes: [TaxInput!]) {
  previewInvoice(input: { connectionId: $id, date: "2026-01-01", dueDate: "2026-01-02", lineItems: $lines, taxes: $taxes }) {
    __typename ... on PreviewInvoiceSuccess { totals { billedTotal { amount } } } ... on InvalidInput { issues { path } }
  }
}`;
const RATE = `query($id: ID!, $price: Decimal!, $rate: RateInput!) {
  previewInvoice(input: {
    connectionId: $id, date: "2026-01-01", dueDate: "2026-01-02"
    lineItems: [{ item: { description: "Paper", price: $price } }], taxes: [{ name: "VAT", rate: $rate }]
  }) { __typename ... on PreviewInvoiceSuccess { totals { billedTotal { amount } } } }
}`;
const bill = { date: '2026-01-01', dueDate: '2026-01-02' };

/** What graphql-jit would get wrong, so that graphql-js has to run it. */
export const kept: Record<string, Case> = {
  'variables within an input, none of them given': { query: NAMES, compiled: false },
  'variables within an input, all of them null': {
    query: NAMES,
    variables: () => ({ direction: null, search: null, category: null, trashed: null }),
    compiled: false,
  },
  'variables within an input, all of them given': {
    query: NAMES,
    variables: () => ({ direction: 'DESC', search: 'o', category: 'ORGANIZATION', trashed: false }),
    compiled: false,
  },
  'an input with a default for what must not be null': {
    query: ITEM,
    variables: (world) => ({
      id: world.ids.get('Organization'),
      item: { description: 'Paper', price: '1' },
    }),
    compiled: false,
  },
  'a default for a variable that must not be null': {
    query: 'query($no: Boolean! = false) { viewer @skip(if: $no) { account { name } } }',
    compiled: false,
  },
  'one of several, given rightly': {
    query: BY,
    variables: (world) => ({ by: { id: world.ids.get('Invoice') } }),
    compiled: false,
  },
  'one of several, given twice': {
    query: BY,
    variables: (world) => ({ by: { id: world.ids.get('Invoice'), statementNo: world.statementNo } }),
    compiled: false,
  },
  'one of several, none given': { query: BY, variables: () => ({ by: {} }), compiled: false },
  'one of several, given as null': {
    query: BY,
    variables: () => ({ by: { hashKey: null } }),
    compiled: false,
  },
  'one of several, and null beside it': {
    query: BY,
    variables: (world) => ({ by: { id: world.ids.get('Invoice'), hashKey: null } }),
    compiled: false,
  },
  'one of several given twice, within a list within an input': {
    query: PREVIEW,
    variables: (world) => ({
      input: {
        ...bill,
        connectionId: world.ids.get('Organization'),
        lineItems: [
          {
            item: { description: 'Paper', price: '1.00' },
            task: { description: 'Work', duration: '60', rate: '1' },
          },
        ],
      },
    }),
    compiled: false,
  },
  'defaults within a list within an input': {
    query: PREVIEW,
    variables: (world) => ({
      input: {
        ...bill,
        connectionId: world.ids.get('Organization'),
        lineItems: [{ item: { description: 'Paper', price: '12.50' } }],
        taxes: [{ name: 'VAT', rate: { percent: '10' } }],
      },
    }),
    compiled: false,
  },
  'lists of such inputs': {
    query: LINES,
    variables: (world) => ({
      id: world.ids.get('Organization'),
      lines: [
        { item: { description: 'Paper', price: '12.50' } },
        { expense: { description: 'Travel', amount: '5' } },
      ],
      taxes: [{ name: 'VAT', rate: { fixed: '3' } }],
    }),
    compiled: false,
  },
  'a list of such inputs with one of several given twice': {
    query: LINES,
    variables: (world) => ({
      id: world.ids.get('Organization'),
      taxes: [{ name: 'VAT', rate: { fixed: '3', percent: '10' } }],
    }),
    compiled: false,
  },
  'one of several given twice, deep in an input that is written out': {
    query: RATE,
    variables: (world) => ({
      id: world.ids.get('Organization'),
      price: '10.00',
      rate: { fixed: '1', percent: '1' },
    }),
    compiled: false,
  },
};

/** One of several that the document writes out: of the variables, only plain values are read. */
export const writtenOut: Record<string, Case> = {
  'one of several, written out': {
    query: BY_ID,
    variables: (world) => ({ id: world.ids.get('Invoice') }),
    compiled: true,
  },
  'one of several, written out, with a wrong id': {
    query: BY_ID,
    variables: () => ({ id: 'none' }),
    compiled: true,
  },
};
