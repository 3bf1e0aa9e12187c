import type { EnumRef, InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { PaymentMethodEnum, SortDirectionEnum } from '../graphql/enums.ts';

type Fields = InputFieldBuilder<Types, 'InputObject'>;

export const DateRange = builder.inputType('DateRange', {
  description:
    'A range of dates that includes both its first and its last day. A list fails with `BAD_USER_INPUT` if a date is ' +
    'malformed.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'The first day. The range has no start if left out.' }),
    to: t.field({ type: 'Date', description: 'The last day. The range has no end if left out.' }),
  }),
});

export const StatementBy = builder.inputType('StatementBy', {
  description: 'Identifies an invoice or estimate by exactly one of its unique keys.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The ID of the object.' }),
    hashKey: t.string({ description: 'The key that is part of the address of its public page.' }),
    statementNo: t.string({ description: 'The complete number, such as `IN-001`. Case matters.' }),
  }),
});

const SUMMARY = 'Text shown to the client above the line items. At most 10,000 characters.';
const NOTE = 'Text shown to the client below the totals. At most 10,000 characters.';

/** The texts of every statement. */
export function textFields(t: Fields) {
  return { summary: t.string({ description: SUMMARY }), note: t.string({ description: NOTE }) };
}

/** The details of an invoice, or of those that a recurring invoice creates, besides dates and content. */
export function billingFields(t: Fields) {
  return {
    ...textFields(t),
    poNumber: t.string({
      description: "The client's purchase order number. A single line of at most 255 characters.",
    }),
    paymentOptions: t.field({
      type: [PaymentMethodEnum],
      description:
        'The payment methods offered to the client. Duplicates are removed. For information only: `recordPayment` ' +
        'accepts every method.',
    }),
  };
}

/** For an input field whose type allows null only so that it can be left out. */
export const NOT_NULL = 'Must not be null.';

const PARTIAL_PAYMENTS =
  'Whether payments may be less than the amount due. If false, `recordPayment` fails with ' +
  `\`PartialPaymentNotAllowed\` for a smaller amount. ${NOT_NULL}`;
const RECEIPTS = `Whether the client gets a receipt by email for each payment once it is realized. ${NOT_NULL}`;
const REMINDERS =
  'Whether the client is reminded by email 3 days before the due date, on that day, and 7 and 14 days after it, as ' +
  `long as the invoice is sent and not paid in full. ${NOT_NULL}`;

/** For a new object. An update has the same flags without defaults. */
export function newBillingFlags(t: Fields) {
  return {
    allowPartialPayments: t.boolean({ defaultValue: true, description: PARTIAL_PAYMENTS }),
    sendReceiptsAutomatically: t.boolean({ defaultValue: false, description: RECEIPTS }),
    sendReminders: t.boolean({ defaultValue: false, description: REMINDERS }),
  };
}

export function billingFlags(t: Fields) {
  return {
    allowPartialPayments: t.boolean({ description: PARTIAL_PAYMENTS }),
    sendReceiptsAutomatically: t.boolean({ description: RECEIPTS }),
    sendReminders: t.boolean({ description: REMINDERS }),
  };
}

/** For a new object only: the currency cannot be changed later. */
export function currencyField(t: Fields) {
  return t.field({
    type: 'Currency',
    description: "The currency of all amounts. Defaults to the client's currency. Cannot be changed later.",
  });
}

const CLIENT =
  'The client: the ID of an organization or individual. Fails with `NotFound` if there is none, and with ' +
  '`InvalidState` if it is in the trash.';

export function clientField(t: Fields) {
  return t.id({ required: true, description: CLIENT });
}

export function changedClientField(t: Fields) {
  return t.id({ description: `${CLIENT} ${NOT_NULL}` });
}

/** The number of a new statement. */
export function statementNoField(t: Fields, prefix: string) {
  return t.string({
    description:
      `The number shown to the client: a single line of 1 to 50 characters. Defaults to the next free number of the ` +
      `account, such as \`${prefix}001\`. Fails with \`StatementNoTaken\` if another one has it, even in the trash.`,
  });
}

export function changedStatementNoField(t: Fields) {
  return t.string({
    description:
      'The number shown to the client: a single line of 1 to 50 characters. Fails with `StatementNoTaken` if ' +
      `another one has it, even in the trash. ${NOT_NULL}`,
  });
}

/** The conditions that the lists of statements share. */
export const FILTER =
  'All given conditions must match. Fields that are null or left out do not limit the list.';
export const IN_STATES = 'Matches these states. An empty list matches nothing.';
export const OF_CLIENT = 'Matches the client with this ID. Any other ID matches nothing.';
export const IN_TRASH = 'If true, returns only objects in the trash. Otherwise excludes them.';
/** The failure of a list for its arguments. */
export const LIST_FAILS = 'Fails with `BAD_USER_INPUT` if a cursor, page size, date or time is invalid.';
export const UPDATED_SINCE =
  'Matches if `updatedAt` is at or after this time. Use it to fetch the changes since the last synchronization.';

/** Makes the input that orders a list of statements, such as `InvoiceOrder`. */
export function orderInput<Field extends string>(
  name: string,
  { listed, field }: { listed: string; field: EnumRef<Types, Field> },
) {
  return builder.inputType(name, {
    description: `The order of a list of ${listed}. Cursors are valid only for the order in which they were returned.`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'The field to order by.' }),
      direction: t.field({
        type: SortDirectionEnum,
        required: true,
        description: 'Ascending or descending.',
      }),
    }),
  });
}
