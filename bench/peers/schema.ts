/** The part of the gateway's schema that the page needs, for the peers that are written against SDL. */
export const typeDefs = /* GraphQL */ `
  scalar Date
  scalar Decimal
  scalar Currency
  scalar EmailAddress

  type Money {
    amount: Decimal!
    currency: Currency!
  }

  enum SortDirection {
    ASC
    DESC
  }
  enum InvoiceOrderField {
    DATE
    STATEMENT_NO
    STATE
    CREATED_AT
  }
  enum InvoiceState {
    DRAFT
    SENT
    VIEWED
    PARTIAL
    PAID
  }
  enum PaymentState {
    UNREALIZED
    REALIZED
  }
  enum PaymentMethod {
    CASH
    CHECK
    OTHER
    BANK_TRANSFER
    GOOGLE_WALLET
    WEPAY
    TWOCHECKOUT
    PAYPAL
    PAYPAL_PRO
    BRAINTREE
    AUTHORIZENET
    STRIPE
  }

  input InvoiceOrder {
    field: InvoiceOrderField!
    direction: SortDirection! = ASC
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type InvoiceConnection {
    edges: [InvoiceEdge!]!
    pageInfo: PageInfo!
  }
  type InvoiceEdge {
    cursor: String!
    node: Invoice!
  }
  type Invoice {
    id: ID!
    statementNo: String!
    date: Date!
    dueDate: Date!
    state: InvoiceState!
    currency: Currency!
    billedTotal: Money!
    paidTotal: Money!
    totalDue: Money!
    connection: Connection!
    lineItems: [LineItem!]!
    payments(first: Int): PaymentConnection!
  }

  type Connection {
    id: ID!
    displayName: String!
    businessEmail: EmailAddress!
  }

  interface LineItem {
    id: ID!
    description: String!
    total: Money!
  }
  type ItemLine implements LineItem {
    id: ID!
    description: String!
    total: Money!
    price: Decimal!
    quantity: Decimal!
    unit: String
  }
  type ExpenseLine implements LineItem {
    id: ID!
    description: String!
    total: Money!
    amount: Decimal!
  }
  type TaskLine implements LineItem {
    id: ID!
    description: String!
    total: Money!
    duration: Decimal!
    rate: Decimal!
  }
  type TripLine implements LineItem {
    id: ID!
    description: String!
    total: Money!
    distance: Decimal!
    rate: Decimal!
  }

  type PaymentConnection {
    nodes: [Payment!]!
  }
  type Payment {
    id: ID!
    date: Date!
    amount: Money!
    method: PaymentMethod!
    state: PaymentState!
  }

  type Query {
    invoices(first: Int, after: String, orderBy: InvoiceOrder): InvoiceConnection
  }
`;

/** The type of a line by its kind. */
export const LINE_TYPES = {
  ITEM: 'ItemLine',
  EXPENSE: 'ExpenseLine',
  TASK: 'TaskLine',
  TRIP: 'TripLine',
} as const;

export const DEFAULT_SIZE = 20;

/** A cursor is what the list is ordered by. */
export function encodeCursor(date: string, id: string): string {
  return `${date}_${id}`;
}

export function decodeCursor(cursor: string): [date: string, id: string] {
  const [date = '', id = ''] = cursor.split('_');
  return [date, id];
}
