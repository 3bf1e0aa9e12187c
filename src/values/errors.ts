import type { BlockingState, ErrorCode, InputIssueCode } from './error-codes.ts';
import type { Money } from './money.ts';

/**
 * An error that the caller can act on: each subclass is a member of the mutations' result unions
 * (`graphql/errors.ts`). Any other error that is thrown is internal.
 */
export abstract class UserError extends Error {
  abstract readonly code: ErrorCode;
}

export interface InputIssue {
  /** The path in the input, including list indexes: `["lineItems", "2", "item", "price"]`. */
  path: string[];
  code: InputIssueCode;
  message: string;
}

export class InvalidInput extends UserError {
  readonly code = 'INVALID_INPUT';
  readonly issues: InputIssue[];
  constructor(issues: InputIssue[]) {
    super(issues.length === 1 ? issues[0]!.message : `The input has ${issues.length} problems.`);
    this.issues = issues;
  }
}

export class NotFound extends UserError {
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(`There is no ${what} with this id.`);
  }
}

export class VersionConflict extends UserError {
  readonly code = 'VERSION_CONFLICT';
  readonly currentVersion: number;
  constructor(expectedVersion: number, currentVersion: number) {
    super(`Version conflict: expected ${expectedVersion}, current is ${currentVersion}.`);
    this.currentVersion = currentVersion;
  }
}

export class InvalidState extends UserError {
  readonly code = 'INVALID_STATE';
  readonly state: BlockingState;
  constructor(state: BlockingState, message: string) {
    super(message);
    this.state = state;
  }
}

export class StatementNoTaken extends UserError {
  readonly code = 'STATEMENT_NO_TAKEN';
  readonly statementNo: string;
  constructor(statementNo: string) {
    super(`The number ${statementNo} is already in use.`);
    this.statementNo = statementNo;
  }
}

/** A payment that an invoice does not accept, with the amount due and the maximum that is payable now. */
abstract class UnpayableError extends UserError {
  readonly totalDue: Money;
  readonly payable: Money;
  constructor(message: string, { totalDue, payable }: { totalDue: Money; payable: Money }) {
    super(message);
    this.totalDue = totalDue;
    this.payable = payable;
  }
}

export class PaymentExceedsDue extends UnpayableError {
  readonly code = 'PAYMENT_EXCEEDS_DUE';
  constructor(amountsDue: { totalDue: Money; payable: Money }) {
    super('The payment exceeds the amount due less pending payments.', amountsDue);
  }
}

export class PartialPaymentNotAllowed extends UnpayableError {
  readonly code = 'PARTIAL_PAYMENT_NOT_ALLOWED';
  constructor(amountsDue: { totalDue: Money; payable: Money }) {
    super('The invoice does not accept partial payments. Pay the full amount due.', amountsDue);
  }
}

export class RefundExceedsPayment extends UserError {
  readonly code = 'REFUND_EXCEEDS_PAYMENT';
  readonly refundable: Money;
  constructor(refundable: Money) {
    super('The refund exceeds the amount of the payment that is not yet refunded.');
    this.refundable = refundable;
  }
}

/** The class of each code: `code` of its instances is this one. */
export const ERROR_CLASSES: {
  readonly [Code in ErrorCode]: abstract new (
    ...args: never[]
  ) => UserError & { readonly code: Code };
} = {
  INVALID_INPUT: InvalidInput,
  NOT_FOUND: NotFound,
  VERSION_CONFLICT: VersionConflict,
  INVALID_STATE: InvalidState,
  STATEMENT_NO_TAKEN: StatementNoTaken,
  PAYMENT_EXCEEDS_DUE: PaymentExceedsDue,
  PARTIAL_PAYMENT_NOT_ALLOWED: PartialPaymentNotAllowed,
  REFUND_EXCEEDS_PAYMENT: RefundExceedsPayment,
};
