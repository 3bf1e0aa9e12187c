/** The part of the gateway's schema that listeners ask for. What is published has all of it, ready made. */
export const typeDefs = /* GraphQL */ `
  scalar Decimal
  scalar Currency

  type Money {
    amount: Decimal!
    currency: Currency!
  }
  type Connection {
    displayName: String!
  }
  type Invoice {
    statementNo: String!
    totalDue: Money!
    connection: Connection!
  }
  type Payment {
    amount: Money!
  }
  type PaymentReceivedEvent {
    cursor: String!
    payment: Payment
    invoice: Invoice
  }

  type Query {
    ready: Boolean!
  }
  type Subscription {
    paymentReceived: PaymentReceivedEvent!
  }
`;
