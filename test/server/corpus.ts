import type { World } from '../support/world.ts';

/** One document with its variables, to be run by both executors. */
export interface Case {
  query: string;
  variables?: (world: World) => Record<string, unknown>;
  operationName?: string;
  /** Whether graphql-jit is let to run it. */
  compiled: boolean;
  /** Whether graphql-jit tells of faults that graphql-js leaves out. */
  moreErrors?: true;
}

const connectionOf = ({ ids }: World) => ids.get('Organization')!;

/** What the shape of a document can be. */
export const shapes: Record<string, Case> = {
  'aliases, of fields and of their fields': {
    query:
      '{ a: invoices(first: 2) { n: nodes { i: id id } } b: invoices(last: 1) { n: nodes { statementNo } } }',
    compiled: true,
  },
  'fields asked for several times, in an order of their own': {
    query: `{
      ...B invoices { nodes { id connection { id } } } ...A
      invoices { nodes { connection { displayName } lineItems { total { amount } } } totalCount }
    }
    fragment A on Query { invoices { nodes { statementNo connection { currency } } } }
    fragment B on Query { invoices { pageInfo { hasNextPage } nodes { ...C } } }
    fragment C on Invoice { state lineItems { id } ... on Statement { currency } ... on Node { id } }`,
    compiled: true,
  },
  'interfaces and their types': {
    query: `{
      connections {
        nodes {
          __typename displayName
          ... on Node { id }
          ... on Organization { name primaryContact { firstName } }
          ... on Individual { firstName lastName }
          ... on Connection { contacts { nodes { firstName lastName connection { __typename } } } }
        }
      }
      events(first: 100) {
        nodes {
          __typename name
          ... on InvoicePaidEvent { invoice { statementNo } }
          ... on PaymentReceivedEvent { payment { receiptNo } invoice { id } }
          ... on ClientCreatedEvent { connection { __typename ... on Individual { lastName } } }
        }
      }
    }`,
    compiled: true,
  },
  'a union, of success and of refusal': {
    query: `query($id: ID!) {
      fine: previewInvoice(input: {
        connectionId: $id, date: "2026-01-01", dueDate: "2026-01-02"
        lineItems: [{ item: { description: "Paper", price: "10.00" } }, { task: { description: "Work", duration: "90", rate: "60" } }]
        taxes: [{ name: "VAT", rate: { percent: "10" } }, { name: "City", rate: { percent: "1" }, compound: true }]
      }) { ...P }
      wrong: previewInvoice(input: { connectionId: $id, date: "2026-01-02", dueDate: "2026-01-01" }) { ...P }
      none: previewInvoice(input: { connectionId: "nonsense", date: "2026-01-01", dueDate: "2026-01-02" }) { ...P }
    }
    fragment P on PreviewInvoiceResult {
      __typename
      ... on PreviewInvoiceSuccess { totals { lineTotals { amount } billedTotal { amount formatted } taxes { name amount { amount } } } }
      ... on Error { message }
      ... on InvalidInput { issues { path code } }
    }`,
    variables: (world) => ({ id: connectionOf(world) }),
    compiled: true,
  },
  'lists in lists, and nothing in them': {
    query: `{
      invoices { nodes {
        lineItems {
          __typename description date total { amount }
          taxes { name percent fixed { amount } compound } discounts { id } shippingAmounts { id }
          ... on ItemLine { price quantity unit } ... on ExpenseLine { amount } ... on TaskLine { duration rate } ... on TripLine { distance }
        }
        taxes { name } paymentOptions
        payments { nodes { method refunds { nodes { amount { amount } reason } } } }
      } }
    }`,
    compiled: true,
  },
  'a deep nest': {
    query: `{ payments { nodes { invoice { connection { invoices { nodes { payments { nodes { invoice {
      connection { contacts { edges { cursor node { connection { invoices { totalCount nodes { id } } } } } } }
    } } } } } } } } } }`,
    compiled: true,
  },
  'the schema beside the data': {
    query: `query($name: String!) {
      __typename __schema { queryType { name } } __type(name: $name) { kind fields(includeDeprecated: true) { name type { kind } } }
      viewer { __typename account { name plan } apiKey { abilities revokedAt } }
    }`,
    variables: () => ({ name: 'Money' }),
    compiled: true,
  },
  'one operation of several': {
    query:
      'query A { viewer { account { name } } } query B($first: Int = 1) { invoices(first: $first) { nodes { id } } }',
    operationName: 'B',
    compiled: true,
  },
  'nothing where nothing is': {
    query: `{ connection(by: { hashKey: "none" }) { id } invoice(by: { statementNo: "none" }) { id }
      node(id: "none") { id } nodes(ids: ["none", "Invoice_00000000-0000-0000-0000-000000000000"]) { id }
      contacts: connections(filter: { search: "none" }) { nodes { id } pageInfo { startCursor } } }`,
    compiled: true,
  },
  'texts of all kinds': {
    query: '{ itemCategories(search: "\\"\\u00e9\\n\\\\ 😀 \\u2028") { nodes { name } totalCount } }',
    compiled: true,
  },
};

const SKIPPED = `query($yes: Boolean!, $no: Boolean = false) {
  invoices {
    nodes @include(if: $yes) { id state @skip(if: $yes) note @include(if: $no) ...F @skip(if: $no) }
    totalCount @include(if: $no)
    pageInfo @skip(if: $no) @include(if: $yes) { hasNextPage }
  }
  viewer @skip(if: $yes) { account { name } }
  ... @include(if: $no) { connections { totalCount } }
  ... on Query @include(if: $yes) { payments { totalCount } }
}
fragment F on Invoice { statementNo lineItems @include(if: $yes) { id __typename @skip(if: true) } }`;

/** What leaves fields out. */
export const directives: Record<string, Case> = {
  'what is included': { query: SKIPPED, variables: () => ({ yes: true }), compiled: false },
  'what is skipped': { query: SKIPPED, variables: () => ({ yes: false }), compiled: false },
  'both turned around': { query: SKIPPED, variables: () => ({ yes: false, no: true }), compiled: false },
  'fixed ones': {
    query:
      '{ viewer { account @skip(if: false) { name @include(if: true) plan @include(if: false) } apiKey @skip(if: true) { id } } }',
    compiled: false,
  },
  'a fragment that is spread twice, once under a condition': {
    query:
      'query($q: Boolean!) { invoices(first: 1) { nodes { id ...Row @include(if: $q) ...Row } } } fragment Row on Invoice { statementNo state }',
    variables: () => ({ q: false }),
    compiled: false,
  },
  'a field that is selected twice, once under a condition': {
    query: 'query($a: Boolean!) { viewer { account @skip(if: $a) { name } account { id } } }',
    variables: () => ({ a: true }),
    compiled: false,
  },
};

/** What goes wrong on the way, and what is answered beside it. */
export const errors: Record<string, Case> = {
  'a field that fails at the root': {
    query:
      '{ before: viewer { account { name } } invoices(first: 101) { totalCount } after: connections { totalCount } }',
    compiled: true,
  },
  'a field that fails deep within, up to where null may be': {
    query:
      '{ viewer { account { name } } connections { nodes { displayName invoices(first: -1) { totalCount } } } }',
    compiled: true,
    moreErrors: true,
  },
  'a field that fails in each of a list, under another name': {
    query:
      '{ invoices { nodes { id } } all: connections { edges { at: node { bad: contacts(first: 1, last: 1) { totalCount } } } } }',
    compiled: true,
    moreErrors: true,
  },
  'cursors that are none': {
    query:
      '{ invoices(after: "none") { totalCount } payments(before: "none") { totalCount } events(after: "none") { nodes { id } } }',
    compiled: true,
  },
  'a cursor of another list': {
    query: 'query($after: String) { payments(after: $after) { nodes { id } } }',
    variables: () => ({ after: Buffer.from('["NAME","a","b"]').toString('base64url') }),
    compiled: true,
  },
  'a date that does not exist': {
    query: '{ invoices(filter: { date: { from: "2026-02-30" } }) { totalCount } viewer { account { id } } }',
    compiled: true,
  },
};
