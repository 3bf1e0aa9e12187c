import { isExpired } from '../estimates/estimate-state.ts';
import type {
  Account,
  Adjustment,
  Connection,
  Estimate,
  Invoice,
  LineItem,
  LineItemKind,
} from '../generated/prisma/client.ts';
import { isOverdue } from '../invoices/invoice-state.ts';
import type { Actor } from '../platform/actor.ts';
import {
  ownerColumns,
  type SentKind,
  type SentStatement,
  type StatementRows,
} from '../statements/statement-kind.ts';
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
export type DocumentSource = { account: Account; connection: Connection } & SentStatement;

type KindFacts = Pick<StatementDocument, 'until' | 'stage' | 'poNumber' | 'payment'>;

/** The parts of a document that each kind derives differently. */
const KIND_FACTS: { [Kind in SentKind]: (statement: StatementRows[Kind], now: Date) => KindFacts } = {
  Invoice: (invoice, now) => ({
    until: invoice.dueDate,
    stage: invoiceStage(invoice, now),
    poNumber: invoice.poNumber,
    payment: paymentOf(invoice),
  }),
  Estimate: (estimate, now) => ({
    until: estimate.expireDate,
    stage: estimateStage(estimate, now),
    poNumber: null,
    payment: null,
  }),
};

function kindFacts<Kind extends SentKind>({ kind, statement }: SentStatement<Kind>, now: Date): KindFacts {
  return KIND_FACTS[kind](statement, now);
}

/** Loads the document that a client sees of an invoice or estimate of the actor's account. */
export async function loadDocument(
  { gateway, accountId }: Actor,
  source: DocumentSource,
): Promise<StatementDocument> {
  const { prisma } = gateway.database;
  const { account, connection, kind, statement } = source;
  const where = { accountId, ...ownerColumns({ kind, id: statement.id }) };
  const lines = await prisma.lineItem.findMany({ where, orderBy: { sortOrder: 'asc' } });
  const adjustments = await prisma.adjustment.findMany({ where, orderBy: { sortOrder: 'asc' } });
  return {
    kind,
    ...kindFacts(source, gateway.clock.now()),
    language: connection.language,
    currency: statement.currency,
    statementNo: statement.statementNo,
    date: statement.date,
    issuer: { name: account.name, email: account.replyTo },
    client: {
      name: connection.displayName,
      email: connection.businessEmail,
      phone: connection.phone,
      addressLines: addressLines(connection),
    },
    summary: statement.summary,
    note: statement.note,
    lines: toLines(lines, adjustments),
    subTotalMinor: statement.subTotalMinor,
    adjustments: addUp(adjustments),
    billedTotalMinor: statement.billedTotalMinor,
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

/** The columns with the quantity and unit price of each kind of line; null for a kind with only an amount. */
const LINE_COLUMNS = {
  ITEM: { quantity: 'quantity', price: 'price' },
  EXPENSE: null,
  TASK: { quantity: 'duration', price: 'rate' },
  TRIP: { quantity: 'distance', price: 'rate' },
} as const satisfies Record<LineItemKind, Record<'quantity' | 'price', keyof LineItem> | null>;

function toLines(lines: LineItem[], adjustments: Adjustment[]): DocumentLine[] {
  const byLine = Map.groupBy(adjustments, ({ lineItemId }) => lineItemId);
  return lines.map((line): DocumentLine => {
    const { kind, date, description, unit, currency, totalMinor } = line;
    const columns = LINE_COLUMNS[kind];
    const quantity = columns && line[columns.quantity];
    const price = columns && line[columns.price];
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
