import type { ReceiptValues, StatementValues } from '../accounts/placeholders.ts';
import { formatDateForPeople } from '../documents/format.ts';
import { kindLabels } from '../documents/kind-labels.ts';
import type { Account, Connection, Payment } from '../generated/prisma/client.ts';
import type { Config } from '../platform/config.ts';
import { publicUrl } from '../statements/public-url.ts';
import type { SentKind, SentStatement, StatementRows } from '../statements/statement-kind.ts';
import { formatMoneyForPeople, type Language, type Money } from '../values/money.ts';

/** The statement that a message is about; for a receipt, with the payment. */
export type Subject = SentStatement & { payment?: Payment };

interface KindAmounts {
  dueDate: Date;
  paidMinor: bigint;
}

const KIND_AMOUNTS: { [Kind in SentKind]: (statement: StatementRows[Kind]) => KindAmounts } = {
  Invoice: ({ dueDate, paidTotalMinor }) => ({ dueDate, paidMinor: paidTotalMinor }),
  Estimate: ({ expireDate }) => ({ dueDate: expireDate, paidMinor: 0n }),
};

function kindAmounts<Kind extends SentKind>({ kind, statement }: SentStatement<Kind>): KindAmounts {
  return KIND_AMOUNTS[kind](statement);
}

/** Returns the values of a message's placeholders, formatted for its language. */
export function subjectValues(
  config: Config,
  subject: Subject,
  { account, connection, language }: { account: Account; connection: Connection; language: Language },
): StatementValues | ReceiptValues {
  const { kind, statement, payment } = subject;
  const { dueDate, paidMinor } = kindAmounts(subject);
  const { currency, billedTotalMinor } = statement;
  const format = (minor: bigint): string =>
    formatMoneyForPeople({ minor, currency } satisfies Money, language);
  const date = (value: Date): string => formatDateForPeople(value, language);
  return {
    statementType: kindLabels({ kind, language }).name,
    statementNo: statement.statementNo,
    clientName: connection.displayName,
    accountName: account.name,
    date: date(statement.date),
    dueDate: date(dueDate),
    billedTotal: format(billedTotalMinor),
    totalDue: format(billedTotalMinor - paidMinor),
    publicUrl: publicUrl(config, kind, statement),
    summary: statement.summary ?? '',
    ...(payment && {
      receiptNo: payment.receiptNo,
      paymentAmount: format(payment.amountMinor),
      paymentDate: date(payment.date),
    }),
  };
}
