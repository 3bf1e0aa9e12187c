import type {
  Ability,
  ConnectionCategory,
  DeliveryKind,
  DeliveryState,
  EstimateState,
  EventType,
  IntervalUnit,
  InvoiceState,
  Language,
  PaymentMethod,
  PaymentState,
  PendingReason,
  Plan,
  RecurringInvoiceState,
  RecurringMethod,
  WebhookDeliveryState,
} from '../generated/prisma/enums.ts';
import { describedEnum } from './described-enum.ts';
import { extensibleEnum } from './extensible.ts';

export const LanguageEnum = describedEnum<Language>(
  'Language',
  extensibleEnum('A language of mail, documents and pages.'),
  {
    EN_US: 'English, United States.',
    EN_UK: 'English, United Kingdom.',
    ZH: 'Chinese, simplified.',
    DA: 'Danish.',
    NL: 'Dutch.',
    DE: 'German.',
    ET: 'Estonian.',
    FIL: 'Filipino.',
    FR: 'French.',
    HI: 'Hindi.',
    IT: 'Italian.',
    JA: 'Japanese.',
    KO: 'Korean.',
    MS: 'Malay.',
    PT_BR: 'Portuguese, Brazil.',
    RU: 'Russian.',
    SI: 'Sinhala.',
    ES: 'Spanish.',
  },
);

export const SortDirectionEnum = describedEnum('SortDirection', 'The direction of an order.', {
  ASC: 'Ascending: A to Z, oldest first, smallest first.',
  DESC: 'Descending: Z to A, newest first, largest first.',
});

export const PlanEnum = describedEnum<Plan>(
  'Plan',
  extensibleEnum('The plan of an account, which sets its rate limits.'),
  {
    FREE: '100 requests an hour, 60 a minute, 20,000 objects in one operation.',
    PRO: '1,000 requests an hour, 300 a minute, 100,000 objects in one operation.',
    ENTERPRISE: '10,000 requests an hour, 3,000 a minute, 500,000 objects in one operation.',
  },
);

export const AbilityEnum = describedEnum<Ability>(
  'Ability',
  extensibleEnum(
    'A permission of an API key. The directive `@requires` names the ability that a field needs.',
  ),
  {
    CONNECTIONS_READ: 'Reads connections and their contacts.',
    CONNECTIONS_WRITE: 'Creates, updates, trashes and purges connections and contacts.',
    STATEMENTS_READ: 'Reads invoices, estimates and recurring invoices, and their deliveries.',
    STATEMENTS_WRITE: 'Creates, updates, trashes and purges invoices, estimates and recurring invoices.',
    STATEMENTS_SEND: 'Sends invoices, estimates and reminders by email.',
    PAYMENTS_READ: 'Reads payments and refunds.',
    PAYMENTS_WRITE: 'Records, updates, deletes and refunds payments.',
    CATEGORIES_READ: 'Reads saved categories.',
    CATEGORIES_WRITE: 'Creates, updates and deletes saved categories.',
    EVENTS_READ: 'Reads the event log and subscribes to it.',
    WEBHOOKS_READ: 'Reads webhooks and their deliveries.',
    WEBHOOKS_WRITE: 'Creates, updates and deletes webhooks, and redelivers events.',
    API_KEYS_READ: 'Reads the API keys of the account, without their tokens.',
    API_KEYS_WRITE: 'Creates, rotates and revokes API keys.',
    ACCOUNT_WRITE: "Updates the account's settings and message templates.",
  },
);

export const ConnectionCategoryEnum = describedEnum<ConnectionCategory>(
  'ConnectionCategory',
  extensibleEnum('What a connection is.'),
  { ORGANIZATION: 'A company or other organization.', INDIVIDUAL: 'A person.' },
);

export const InvoiceStateEnum = describedEnum<InvoiceState>(
  'InvoiceState',
  extensibleEnum(
    'The state of an invoice, in the order in which an invoice goes through them. Lists ordered by state use this order.',
  ),
  {
    DRAFT: 'Not sent yet.',
    SENT: 'Sent to the client.',
    VIEWED: 'Opened by the client on its public page.',
    PARTIAL: 'Paid in part.',
    PAID: 'Paid in full.',
  },
);

export const EstimateStateEnum = describedEnum<EstimateState>(
  'EstimateState',
  extensibleEnum(
    'The state of an estimate, in the order in which an estimate goes through them. Lists ordered by state use this order.',
  ),
  {
    DRAFT: 'Not sent yet.',
    SENT: 'Sent to the client.',
    VIEWED: 'Opened by the client on its public page.',
    ACCEPTED: 'Accepted by the client.',
  },
);

export const RecurringInvoiceStateEnum = describedEnum<RecurringInvoiceState>(
  'RecurringInvoiceState',
  extensibleEnum('The state of a recurring invoice.'),
  {
    DRAFT: 'Not activated yet.',
    SCHEDULED: 'Activated, before its start date.',
    PENDING: 'Paused until a person acts: see `pendingReason`.',
    ACTIVE: 'Billing its periods.',
    COMPLETED: 'All its invoices are billed.',
    CLOSED: 'Ended by `closeRecurringInvoice`.',
  },
);

export const PendingReasonEnum = describedEnum<PendingReason>(
  'PendingReason',
  extensibleEnum('Why a recurring invoice is paused.'),
  {
    CLIENT_TRASHED: 'Its client is in the trash. It continues once the client is restored.',
    DELIVERY_FAILED: 'The email of an invoice failed permanently. Activate it again to continue.',
    MISSED_IN_TRASH: 'Periods passed while it was in the trash. Activate it again to continue.',
  },
);

export const RecurringMethodEnum = describedEnum<RecurringMethod>(
  'RecurringMethod',
  extensibleEnum('What happens to each invoice of a recurring invoice.'),
  {
    SAVE_DRAFT: 'The invoice stays a draft.',
    AUTO_SEND: 'The invoice is sent to the client.',
    AUTO_BILL:
      'The invoice is sent and marked for collection. No payment processor is connected yet, so nothing is charged.',
  },
);

export const IntervalUnitEnum = describedEnum<IntervalUnit>(
  'IntervalUnit',
  extensibleEnum('The unit of the interval between two invoices of a recurring invoice.'),
  { DAYS: 'Days.', WEEKS: 'Weeks.', MONTHS: 'Calendar months.', YEARS: 'Calendar years.' },
);

export const DeliveryKindEnum = describedEnum<DeliveryKind>(
  'DeliveryKind',
  extensibleEnum('What an email is about.'),
  {
    STATEMENT: 'An invoice or estimate.',
    REMINDER: 'A reminder of an invoice or estimate.',
    RECEIPT: 'The receipt of a payment.',
  },
);

export const DeliveryStateEnum = describedEnum<DeliveryState>(
  'DeliveryState',
  extensibleEnum('How far the delivery of an email is.'),
  {
    QUEUED: 'Waiting for its first or next attempt.',
    SENT: 'Accepted by the mail server.',
    FAILED: 'Rejected by the mail server permanently, or not accepted within three days.',
  },
);

export const PaymentMethodEnum = describedEnum<PaymentMethod>(
  'PaymentMethod',
  extensibleEnum('How a payment was made.'),
  {
    CASH: 'Cash.',
    CHECK: 'A check.',
    OTHER: 'Another offline method.',
    BANK_TRANSFER: 'A bank transfer.',
    GOOGLE_WALLET: 'Google Wallet.',
    WEPAY: 'WePay.',
    TWOCHECKOUT: '2Checkout.',
    PAYPAL: 'PayPal.',
    PAYPAL_PRO: 'PayPal Pro.',
    BRAINTREE: 'Braintree.',
    AUTHORIZENET: 'Authorize.Net.',
    STRIPE: 'Stripe.',
  },
);

export const PaymentStateEnum = describedEnum<PaymentState>(
  'PaymentState',
  extensibleEnum('Whether the money of a payment has arrived.'),
  {
    UNREALIZED: 'Recorded, but the money has not arrived yet.',
    REALIZED: 'The money has arrived.',
  },
);

export const EventTypeEnum = describedEnum<EventType>('EventType', extensibleEnum('The type of an event.'), {
  CLIENT_CREATED: '`client.created`: a connection was created.',
  CLIENT_UPDATED: '`client.updated`: a connection was updated.',
  INVOICE_CREATED: '`invoice.created`: an invoice was created.',
  INVOICE_UPDATED: '`invoice.updated`: an invoice was updated.',
  INVOICE_SENT: '`invoice.sent`: an invoice was sent, or sent again.',
  INVOICE_VIEWED: '`invoice.viewed`: the client opened a sent invoice for the first time.',
  INVOICE_PAID: '`invoice.paid`: an invoice was paid in full.',
  PAYMENT_RECEIVED: '`payment.received`: the money of a payment arrived.',
  PAYMENT_REFUNDED: '`payment.refunded`: a payment was refunded in part or in full.',
  PROPOSAL_CREATED: '`proposal.created`: an estimate was created.',
  PROPOSAL_SENT: '`proposal.sent`: an estimate was sent, or sent again.',
  PROPOSAL_SIGNED: '`proposal.signed`: the client accepted an estimate.',
});

export const WebhookDeliveryStateEnum = describedEnum<WebhookDeliveryState>(
  'WebhookDeliveryState',
  extensibleEnum('How far the delivery of an event to a webhook is.'),
  {
    PENDING: 'Waiting for its first or next attempt.',
    DELIVERED: 'Accepted by the receiver with a 2xx response.',
    FAILED: 'All attempts failed, or the webhook was disabled.',
  },
);
