import type { Invoice } from '../generated/prisma/client.ts';
import { amountsDue } from '../invoices/amounts-due.ts';
import { PartialPaymentNotAllowed, PaymentExceedsDue } from '../values/errors.ts';
import { DECIMAL_MESSAGES, type InputCheck } from '../values/input-check.ts';
import { parseMinor } from '../values/money.ts';

/** Checks an amount of money: positive, and with no more decimals than its currency has. */
export function checkAmount(check: InputCheck, amount: string | null, currency: string): bigint {
  if (amount === null) {
    check.add(['amount'], 'REQUIRED', 'This must not be empty.');
    return 0n;
  }
  const parsed = parseMinor(amount, currency);
  if (!parsed.ok) {
    check.add(['amount'], parsed.code, DECIMAL_MESSAGES[parsed.code]);
    return 0n;
  }
  if (parsed.minor <= 0n) check.add(['amount'], 'NOT_POSITIVE', 'The amount must be more than zero.');
  return parsed.minor;
}

/**
 * Checks that an invoice accepts a payment of this amount.
 * @throws {PaymentExceedsDue | PartialPaymentNotAllowed}
 */
export function requirePayable(invoice: Invoice, amountMinor: bigint): void {
  const left = amountsDue(invoice);
  if (amountMinor > left.payable.minor) throw new PaymentExceedsDue(left);
  if (amountMinor < left.payable.minor && !invoice.allowPartialPayments)
    throw new PartialPaymentNotAllowed(left);
}
