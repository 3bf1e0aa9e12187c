import { isExpired } from '../estimates/estimate-state.ts';
import type {
  Account,
  Adjustment,
  Connection,
  Estimate,
  Invoice,
  LineItem,
} from '../generated/prisma/client.ts';
import { isOverdue } from '../invoices/invoice-state.ts';
import type { Actor } from '../platform/actor.ts';
import { ownerColumns, type StatementRef } from '../statements/statement-kind.ts';
import { currencyDecimals } from '../values/currency.ts';
import { formatDecimalText } from '../values/decimal.ts';
import { LANGUAGE_TAGS, type Language } from '../values/money.ts';
import type {
  DocumentAdjustment,
  DocumentLine,
  DocumentStage,
  StatementDocument,
} from './statement-document.ts';

/** A statement with the records that its document shows, except its lines. */
export type DocumentSource = { account: Account; connection: Connection } & (
  | { invoice: Invoice }
  | { estimate: Estimate }
);

/** Loads the document that a client sees of an invoice or estimate of the actor's account. */
export async function loadDocument(
  { gateway, accountId }: Actor,
  source: DocumentSource,
): Promise<StatementDocument> {
  const { prisma } = gateway.database;
  const isInvoice = 'invoice' in source;
  const statement = isInvoice ? source.invoice : source.estimate;
  const ref: StatementRef = { kind: isInvoice ? 'Invoice' : 'Estimate', id: statement.id };
  const where = { accountId, ...ownerColumns(ref) };
  const lines = await prisma.lineItem.findMany({ where, orderBy: { sortOrder: 'asc' } });
  const adjustments = await prisma.adjustment.findMany({ where, orderBy: { sortOrder: 'asc' } });
  const now = gateway.clock.now();
  const { account, connection } = source;
  return {
    kind: isInvoice ? 'INVOICE' : 'ESTIMATE',
    language: connection.language,
    currency: statement.currency,
    statementNo: statement.statementNo,
    date: statement.date,
    until: isInvoice ? source.invoice.dueDate : source.estimate.expireDate,
    stage: isInvoice ? invoiceStage(source.invoice, now) : estimateStage(source.estimate, now),
    issuer: { name: account.name, email: account.replyTo },
    client: {
      name: connection.displayName,
      email: connection.businessEmail,
      phone: connection.phone,
      addressLines: addressLines(connection),
    },
    poNumber: isInvoice ? source.invoice.poNumber : null,
    summary: statement.summary,
    note: statement.note,
    lines: toLines(lines, adjustments),
    subTotalMinor: statement.subTotalMinor,
    adjustments: addUp(adjustments),
    billedTotalMinor: statement.billedTotalMinor,
    payment: isInvoice ? paymentOf(source.invoice) : null,
  };
}

function paymentOf({ billedTotalMinor, paidTotalMinor }: Invoice): StatementDocument['payment'] {
  return { paidMinor: paidTotalMinor, dueMinor: billedTotalMinor - paidTotalMinor };
}

function invoiceStage(invoice: Invoice, now: Date): DocumentStage {
  if (invoice.state === 'PAID') return 'PAID';
  if (!invoice.sentAt) return 'DRAFT';
  return isOverdue(invoice, now) ? 'OVERDUE' : 'OPEN';
}

function estimateStage(estimate: Estimate, now: Date): DocumentStage {
  if (estimate.state === 'ACCEPTED') return 'ACCEPTED';
  if (isExpired(estimate, now)) return 'EXPIRED';
  return estimate.sentAt ? 'OPEN' : 'DRAFT';
}

function toLines(lines: LineItem[], adjustments: Adjustment[]): DocumentLine[] {
  const byLine = Map.groupBy(adjustments, ({ lineItemId }) => lineItemId);
  return lines.map((line): DocumentLine => {
    const { kind, date, description, unit, currency, totalMinor } = line;
    const quantity = line.quantity ?? line.duration ?? line.distance;
    const price = line.price ?? line.rate;
    return {
      ...{ kind, date, description, unit, totalMinor },
      quantity: quantity && formatDecimalText(quantity.toFixed(), 0),
      price: price && formatDecimalText(price.toFixed(), currencyDecimals(currency)),
      adjustments: (byLine.get(line.id) ?? []).map(toAdjustment),
    };
  });
}

function toAdjustment({ kind, name, percent, amountMinor }: Adjustment): DocumentAdjustment {
  return { kind, name, percent: percent && formatDecimalText(percent.toFixed(), 0), amountMinor };
}

const ORDER = ['DISCOUNT', 'TAX', 'SHIPPING'] as const;

/** Groups the adjustments of lines and statement by name and percentage; each kind adds up to its total. */
function addUp(adjustments: Adjustment[]): DocumentAdjustment[] {
  const sums = new Map<string, DocumentAdjustment>();
  for (const row of adjustments.map(toAdjustment)) {
    const key = JSON.stringify([row.kind, row.name, row.percent]);
    const sum = sums.get(key);
    if (sum) sum.amountMinor += row.amountMinor;
    else sums.set(key, row);
  }
  return [...sums.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function addressLines({ street, city, state, zipCode, countryCode, language }: Connection): string[] {
  const place = [city, [state, zipCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const lines = [street, place, countryCode && countryName(countryCode, language)];
  return lines.filter((line): line is string => Boolean(line));
}

function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames(LANGUAGE_TAGS[language], { type: 'region' }).of(code) ?? code;
}
