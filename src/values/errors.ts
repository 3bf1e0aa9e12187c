import type { Money } from './money.ts';

/**
 * An error that the caller can act on: each subclass is a member of the mutations' result unions
 * (`graphql/errors.ts`). Any other error that is thrown is internal.
 */
export abstract class UserError extends Error {}

export interface InputIssue {
  /** The path in the input, including list indexes: `["lineItems", "2", "item", "price"]`. */
  path: string[];
  code: string;
  message: string;
}

export class InvalidInput extends UserError {
  readonly issues: InputIssue[];
  constructor(issues: InputIssue[]) {
    super(issues.length === 1 ? issues[0]!.message : `The input has ${issues.length} problems.`);
    this.issues = issues;
  }
}

export class NotFound extends UserError {
  constructor(what: string) {
    super(`There is no ${what} with this id.`);
  }
}

export class VersionConflict extends UserError {
  readonly currentVersion: number;
  constructor(expectedVersion: number, currentVersion: number) {
    super(`Version conflict: expected ${expectedVersion}, current is ${currentVersion}.`);
    this.currentVersion = currentVersion;
  }
}

export class InvalidState extends UserError {
  readonly state: string;
  constructor(state: string, message: string) {
    super(message);
    this.state = state;
  }
}

export class StatementNoTaken extends UserError {
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
  constructor(dues: { totalDue: Money; payable: Money }) {
    super('The payment exceeds the amount due less pending payments.', dues);
  }
}

export class PartialPaymentNotAllowed extends UnpayableError {
  constructor(dues: { totalDue: Money; payable: Money }) {
    super('The invoice does not accept partial payments. Pay the full amount due.', dues);
  }
}

export class RefundExceedsPayment extends UserError {
  readonly refundable: Money;
  constructor(refundable: Money) {
    super('The refund exceeds the amount of the payment that is not yet refunded.');
    this.refundable = refundable;
  }
}
