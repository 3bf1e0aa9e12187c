import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

export interface GraphiqlPage {
  /** The demo account's API key; null without a demo account. */
  demoKey: string | null;
}

const LIST = `# One query loads everything that a page needs, at any depth.
query Invoices {
  invoices(first: 20, orderBy: { field: DATE, direction: DESC }) {
    totalCount
    nodes {
      id
      statementNo
      date
      dueDate
      state
      connection { displayName outstanding { formatted } }
      lineItems {
        __typename
        description
        total { formatted }
        ... on ItemLine { price quantity unit }
        ... on TaskLine { duration rate }
        ... on TripLine { distance rate }
      }
      billedTotal { formatted }
      paidTotal { formatted }
      totalDue { amount currency }
      payments { nodes { receiptNo date method amount { formatted } state } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const MUTATIONS = `# A workflow in steps. Run CreateClient, and put the id that it returns into the variables of the next.
mutation CreateClient {
  createOrganization(
    input: { name: "Example Works", businessEmail: "office@example.com", language: EN_US, currency: "USD" }
  ) {
    ... on CreateOrganizationSuccess { connection { id displayName } }
    ... on InvalidInput { issues { path code message } }
  }
}

mutation CreateInvoice($connectionId: ID!) {
  createInvoice(
    input: {
      connectionId: $connectionId
      date: "2026-01-31"
      dueDate: "2026-03-02"
      lineItems: [
        { item: { description: "Paper", price: "10.00", quantity: "10" } }
        { task: { description: "Consulting", duration: "120", rate: "10.00" } }
      ]
      taxes: [{ name: "VAT", rate: { percent: "5" } }]
    }
  ) {
    ... on CreateInvoiceSuccess { invoice { id statementNo billedTotal { amount currency } } }
    ... on InvalidInput { issues { path code message } }
    ... on Error { message }
  }
}

mutation PayInvoice($invoiceId: ID!) {
  recordPayment(input: { invoiceId: $invoiceId, amount: "10.00", method: PAYPAL }) {
    ... on RecordPaymentSuccess { payment { receiptNo balance { amount } } invoice { state totalDue { amount } } }
    ... on PaymentExceedsDue { payable { amount } }
    ... on Error { message }
  }
}
`;

const SUBSCRIPTION = `# Leave this subscription running, and record payments in another tab.
subscription PaymentReceived {
  paymentReceived {
    cursor
    occurredAt
    payment { receiptNo amount { formatted } method }
    invoice { statementNo state totalDue { formatted } }
  }
}
`;

/** Renders GraphiQL as one self-contained page that loads no external resources. */
export function renderGraphiqlPage({ demoKey }: GraphiqlPage): string {
  const headers = JSON.stringify({ authorization: `Bearer ${demoKey ?? 'YOUR API KEY'}` }, null, 2);
  const variables = JSON.stringify({ connectionId: '', invoiceId: '' }, null, 2);
  return renderGraphiQL({
    title: 'Billing gateway',
    subscriptionsProtocol: 'SSE',
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers',
    defaultHeaders: headers,
    defaultTabs: [
      { query: LIST, headers },
      { query: MUTATIONS, headers, variables },
      { query: SUBSCRIPTION, headers },
    ],
  });
}
