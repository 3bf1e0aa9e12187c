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

/** What a message of each kind knows; each stands in double braces, with or without blanks within them. */
export const PLACEHOLDERS: Readonly<Record<DeliveryKind, readonly string[]>> = {
  STATEMENT: OF_STATEMENTS,
  REMINDER: OF_STATEMENTS,
  RECEIPT: [...OF_STATEMENTS, ...OF_PAYMENTS],
};

/**
 * What the placeholders of a statement's message stand for, as people read it in the message's language.
 * An estimate's `dueDate` is its date of expiry, and its `totalDue` its billed total. What a statement does
 * not have (a summary, say) is an empty text.
 */
export type StatementValues = Readonly<Record<(typeof OF_STATEMENTS)[number], string>>;

/** The same for a receipt. */
export type ReceiptValues = StatementValues & Readonly<Record<(typeof OF_PAYMENTS)[number], string>>;

// Blanks beside the braces are for `trim`: in the pattern they would make it slow on some texts.
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** What a text has in double braces, each once, whether it stands for anything or not. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name!.trim()))];
}

/**
 * Puts the values in the places of their placeholders, in one pass: braces in a value stay as they are.
 * What stands for nothing stays, too; it was refused when the text was given.
 */
export function fillTemplate(text: string, values: StatementValues | ReceiptValues): string {
  const known = new Map<string, string | undefined>(Object.entries(values));
  return text.replace(PLACEHOLDER, (written, name: string) => known.get(name.trim()) ?? written);
}

const MAX_SUBJECT = 500;
const MAX_MESSAGE = 100_000;

/**
 * Fills a whole message; a subject stays a single line. Values may make it long (a summary, many times): it
 * ends with "…" where it would be no mail any more.
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

/** Cuts between what readers see as characters, so that no letter loses its accent. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = characters.segment(text.slice(0, maxLength)).containing(maxLength - 1)!;
  return `${text.slice(0, end.index)}…`;
}
