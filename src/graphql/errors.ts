import { BLOCKING_STATES, ERROR_CODES, INPUT_ISSUE_CODES } from '../values/error-codes.ts';
import {
  type InputIssue as InputIssueShape,
  InvalidInput,
  InvalidState,
  NotFound,
  PartialPaymentNotAllowed,
  PaymentExceedsDue,
  RefundExceedsPayment,
  StatementNoTaken,
  type UserError,
  VersionConflict,
} from '../values/errors.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';
import { extensibleEnum } from './extensible.ts';
import { MoneyType } from './money.ts';

const ErrorCodeEnum = describedEnum(
  'ErrorCode',
  extensibleEnum('The kind of an error. Each error type has one code.'),
  ERROR_CODES,
);
const InputIssueCodeEnum = describedEnum(
  'InputIssueCode',
  extensibleEnum('The kind of a problem with an input.'),
  INPUT_ISSUE_CODES,
);
const BlockingStateEnum = describedEnum(
  'BlockingState',
  extensibleEnum('A state of an object that prevents an operation.'),
  BLOCKING_STATES,
);

const ErrorInterface = builder.interfaceRef<UserError>('Error').implement({
  description:
    "An error that the caller can act on. Internal errors are in the response's top-level `errors` instead.",
  fields: (t) => ({
    message: t.exposeString('message', {
      description: 'A human-readable message. In code, use `__typename` and `code`.',
    }),
    code: t.expose('code', { type: ErrorCodeEnum, description: 'The kind of the error.' }),
  }),
});

const interfaces = [ErrorInterface];

const InputIssue = builder.objectRef<InputIssueShape>('InputIssue').implement({
  description: 'A problem with a part of an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description:
        'The path from the input to the invalid value, with list positions counted from 0: `["lineItems", "2", "item", "price"]`.',
    }),
    code: t.expose('code', { type: InputIssueCodeEnum, description: 'The kind of the problem.' }),
    message: t.exposeString('message', { description: 'A human-readable message. In code, use `code`.' }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'The input is invalid. Nothing was changed.',
  interfaces,
  fields: (t) => ({
    issues: t.field({
      type: [InputIssue],
      description: 'Every problem found in the input, at least one.',
      resolve: (error) => error.issues,
    }),
  }),
});

builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'The account has no object of the expected type with the given ID.',
  interfaces,
});

builder.objectType(VersionConflict, {
  name: 'VersionConflict',
  description:
    'The object has changed since the version given as `expectedVersion`. Read it again before retrying.',
  interfaces,
  fields: (t) => ({
    currentVersion: t.exposeInt('currentVersion', { description: 'The current version of the object.' }),
  }),
});

builder.objectType(InvalidState, {
  name: 'InvalidState',
  description:
    'The state of an object does not allow the operation: a draft cannot be reminded of, for example.',
  interfaces,
  fields: (t) => ({
    state: t.expose('state', {
      type: BlockingStateEnum,
      description: 'The state that prevents the operation.',
    }),
  }),
});

builder.objectType(StatementNoTaken, {
  name: 'StatementNoTaken',
  description: 'Another statement of the account already has the given number.',
  interfaces,
  fields: (t) => ({
    statementNo: t.exposeString('statementNo', { description: 'The number that is already taken.' }),
  }),
});

builder.objectType(PaymentExceedsDue, {
  name: 'PaymentExceedsDue',
  description: 'The payment is more than the amount due on the invoice, less its pending payments.',
  interfaces,
  fields: (t) => ({
    totalDue: t.field({
      type: MoneyType,
      description: 'The amount due on the invoice: its total, less its realized payments.',
      resolve: (error) => error.totalDue,
    }),
    payable: t.field({
      type: MoneyType,
      description: 'The largest amount accepted now: the amount due, less the pending payments.',
      resolve: (error) => error.payable,
    }),
  }),
});

builder.objectType(PartialPaymentNotAllowed, {
  name: 'PartialPaymentNotAllowed',
  description: 'The invoice does not allow partial payments, and the payment is less than the amount to pay.',
  interfaces,
  fields: (t) => ({
    totalDue: t.field({
      type: MoneyType,
      description: 'The amount due on the invoice: its total, less its realized payments.',
      resolve: (error) => error.totalDue,
    }),
    payable: t.field({
      type: MoneyType,
      description: 'The only amount accepted now: the amount due, less the pending payments.',
      resolve: (error) => error.payable,
    }),
  }),
});

builder.objectType(RefundExceedsPayment, {
  name: 'RefundExceedsPayment',
  description: 'The refund is more than the amount of the payment that is not yet refunded.',
  interfaces,
  fields: (t) => ({
    refundable: t.field({
      type: MoneyType,
      description: 'The amount of the payment that is not yet refunded.',
      resolve: (error) => error.refundable,
    }),
  }),
});
