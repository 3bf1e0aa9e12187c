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
  extensibleEnum('What kind of error it is: one code for each type.'),
  ERROR_CODES,
);
const InputIssueCodeEnum = describedEnum(
  'InputIssueCode',
  extensibleEnum('What is wrong with an input.'),
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
    code: t.expose('code', { type: ErrorCodeEnum, description: 'What kind of error it is.' }),
  }),
});

const interfaces = [ErrorInterface];

const InputIssue = builder.objectRef<InputIssueShape>('InputIssue').implement({
  description: 'One problem of an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Where: `["lineItems", "2", "item", "price"]`.' }),
    code: t.expose('code', { type: InputIssueCodeEnum, description: 'What is wrong.' }),
    message: t.exposeString('message', { description: 'A human-readable message. In code, use `code`.' }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'Every problem found in the input, in one answer.',
  interfaces,
  fields: (t) => ({ issues: t.field({ type: [InputIssue], resolve: (error) => error.issues }) }),
});

builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'No object of the account has this id.',
  interfaces,
});

builder.objectType(VersionConflict, {
  name: 'VersionConflict',
  description: 'The object changed since the version that the caller expected.',
  interfaces,
  fields: (t) => ({ currentVersion: t.exposeInt('currentVersion') }),
});

builder.objectType(InvalidState, {
  name: 'InvalidState',
  description: "The object's state does not allow this: a paid invoice cannot be trashed, say.",
  interfaces,
  fields: (t) => ({
    state: t.expose('state', { type: BlockingStateEnum, description: 'The state that prevents it.' }),
  }),
});

builder.objectType(StatementNoTaken, {
  name: 'StatementNoTaken',
  description: 'Another statement of the account has this number.',
  interfaces,
  fields: (t) => ({ statementNo: t.exposeString('statementNo') }),
});

builder.objectType(PaymentExceedsDue, {
  name: 'PaymentExceedsDue',
  description: 'A payment may not be more than what is due less what is pending.',
  interfaces,
  fields: (t) => ({
    totalDue: t.field({ type: MoneyType, resolve: (error) => error.totalDue }),
    payable: t.field({
      type: MoneyType,
      description: 'The most that a payment may be now: what is due less what is pending.',
      resolve: (error) => error.payable,
    }),
  }),
});

builder.objectType(PartialPaymentNotAllowed, {
  name: 'PartialPaymentNotAllowed',
  description: 'The invoice is to be paid in one sum.',
  interfaces,
  fields: (t) => ({
    totalDue: t.field({ type: MoneyType, resolve: (error) => error.totalDue }),
    payable: t.field({
      type: MoneyType,
      description: 'What a payment must be now: what is due less what is pending.',
      resolve: (error) => error.payable,
    }),
  }),
});

builder.objectType(RefundExceedsPayment, {
  name: 'RefundExceedsPayment',
  description: 'The refunds of a payment may not exceed it.',
  interfaces,
  fields: (t) => ({
    refundable: t.field({
      type: MoneyType,
      description: 'What is left of the payment.',
      resolve: (error) => error.refundable,
    }),
  }),
});
