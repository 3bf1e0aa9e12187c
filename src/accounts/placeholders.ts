import type { DeliveryKind } from '../generated/prisma/client.ts';

const OF_STATEMENTS = [
  'statementType',
  'statementNo',
  'clientName',
  'accountName',
  'date',
  'dueDate',
  'billedTotal',
  'totalDue',
  'publicUrl',
  'summary',
] as const;
const OF_PAYMENTS = ['receiptNo', 'paymentAmount', 'paymentDate'] as const;

/** The placeholders of each kind of message, written in double braces, with or without spaces inside. */
export const PLACEHOLDERS: Readonly<Record<DeliveryKind, readonly string[]>> = {
  STATEMENT: OF_STATEMENTS,
  REMINDER: OF_STATEMENTS,
  RECEIPT: [...OF_STATEMENTS, ...OF_PAYMENTS],
};

/**
 * The values of the placeholders in a statement's message, formatted in the message's language. An estimate's
 * `dueDate` is its expiry date, and its `totalDue` its billed total. A value that a statement lacks (a summary, for
 * example) is an empty string.
 */
export type StatementValues = Readonly<Record<(typeof OF_STATEMENTS)[number], string>>;

/** The values of the placeholders in a receipt. */
export type ReceiptValues = StatementValues & Readonly<Record<(typeof OF_PAYMENTS)[number], string>>;

// `trim` removes spaces inside the braces: in the pattern they would make it slow on some texts.
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** Returns the distinct names in double braces, known or not. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name!.trim()))];
}

/**
 * Replaces placeholders by their values in one pass: braces in a value stay unchanged. Unknown placeholders stay as
 * well; they are rejected when a text is saved.
 */
export function fillTemplate(text: string, values: StatementValues | ReceiptValues): string {
  const known = new Map<string, string | undefined>(Object.entries(values));
  return text.replace(PLACEHOLDER, (written, name: string) => known.get(name.trim()) ?? written);
}

const MAX_SUBJECT = 500;
const MAX_MESSAGE = 100_000;

/**
 * Fills a whole message; a subject stays a single line. Values may make the message long (a repeated summary): it
 * is truncated with "…" at the limit of a reasonable mail.
 */
export function fillMessage(
  { subject, message }: { subject: string; message: string },
  values: StatementValues | ReceiptValues,
): { subject: string; message: string } {
  const line = fillTemplate(subject, values).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return {
    subject: shorten(line.trim(), MAX_SUBJECT),
    message: shorten(fillTemplate(message, values), MAX_MESSAGE),
  };
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Truncates between graphemes, so that no letter loses its accent. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = characters.segment(text.slice(0, maxLength)).containing(maxLength - 1)!;
  return `${text.slice(0, end.index)}…`;
}
