import { statementTypeName } from '../accounts/default-templates.ts';
import type { ReceiptValues, StatementValues } from '../accounts/placeholders.ts';
import { formatDateForPeople } from '../documents/format.ts';
import type { Account, Connection, Estimate, Invoice, Payment } from '../generated/prisma/client.ts';
import type { Config } from '../platform/config.ts';
import { publicUrl } from '../statements/public-url.ts';
import { formatMoneyForPeople, type Language, type Money } from '../values/money.ts';

/** What a message is about. */
export type Subject =
  | { invoice: Invoice; payment?: Payment }
  | {
      estimate: Estimate;
    };

/** What stands for the placeholders of a message, written for people in its language. */
export function subjectValues(
  config: Config,
  subject: Subject,
  { account, connection, language }: { account: Account; connection: Connection; language: Language },
): StatementValues | ReceiptValues {
  const statement = 'invoice' in subject ? subject.invoice : subject.estimate;
  const isInvoice = 'invoice' in subject;
  const { currency, billedTotalMinor } = statement;
  const format = (minor: bigint): string =>
    formatMoneyForPeople({ minor, currency } satisfies Money, language);
  const date = (value: Date): string => formatDateForPeople(value, language);
  const paid = isInvoice ? subject.invoice.paidTotalMinor : 0n;
  const payment = isInvoice ? subject.payment : undefined;
  return {
    statementType: statementTypeName(isInvoice ? 'INVOICE' : 'ESTIMATE', language),
    statementNo: statement.statementNo,
    clientName: connection.displayName,
    accountName: account.name,
    date: date(statement.date),
    dueDate: date(isInvoice ? subject.invoice.dueDate : subject.estimate.expireDate),
    billedTotal: format(billedTotalMinor),
    totalDue: format(billedTotalMinor - paid),
    publicUrl: publicUrl(config, isInvoice ? 'Invoice' : 'Estimate', statement),
    summary: statement.summary ?? '',
    ...(payment && {
      receiptNo: payment.receiptNo,
      paymentAmount: format(payment.amountMinor),
      paymentDate: date(payment.date),
    }),
  };
}
