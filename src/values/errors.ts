import type { Money } from './money.ts';

/**
 * A refusal that the caller can act on: each subclass is a member of the mutations' result unions
 * (`graphql/errors.ts` shows it there). Whatever else is thrown is a fault of ours.
 */
export abstract class UserError extends Error {}

export interface InputIssue {
  /** Where in the input, list positions included: `["lineItems", "2", "item", "price"]`. */
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
    super(`It was changed since: version ${expectedVersion} was expected, it is at ${currentVersion}.`);
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
    super(`The number ${statementNo} is in use already.`);
    this.statementNo = statementNo;
  }
}

/** A payment that an invoice does not take: with what is due, and the most that it may be now. */
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
    super('The payment is more than what is left to pay, with what is pending taken off.', dues);
  }
}

export class PartialPaymentNotAllowed extends UnpayableError {
  constructor(dues: { totalDue: Money; payable: Money }) {
    super('The invoice takes no partial payments: pay all that is left.', dues);
  }
}

export class RefundExceedsPayment extends UserError {
  readonly refundable: Money;
  constructor(refundable: Money) {
    super('The refund is more than what is left of the payment.');
    this.refundable = refundable;
  }
}
