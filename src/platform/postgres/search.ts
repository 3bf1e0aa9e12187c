/**
 * A list's search: whether one of a row's texts holds another text, whatever the case.
 *
 * The row's texts are joined to one, which `<table>_search_idx` has the trigrams of, by account: one index
 * scan, where an index of each column would take as many. Those indexes are of an expression, which Prisma's
 * schema has no words for: the migration list_indexes makes them, and they must stay word for word what
 * `joinedText` says.
 */
export interface TextCondition {
  /** With a `?` for the value. */
  sql: string;
  value: string;
}

/** The texts that each table is searched by. */
export const SEARCHED = {
  Connection: ['displayName', 'businessEmail'],
  Invoice: ['statementNo', 'summary', 'poNumber'],
  Estimate: ['statementNo', 'summary'],
  RecurringInvoice: ['profileName', 'profileNo', 'summary'],
} as const;

/** That one of the columns of the row `alias` holds the search. */
export function textHolds(search: string, columns: readonly string[], alias = 't'): TextCondition {
  const text = joinedText(columns, alias);
  return hasTrigram(search)
    ? { sql: `${text} LIKE lower(?)`, value: `%${search.replace(/[\\%_]/g, '\\$&')}%` }
    : { sql: `position(lower(?) in ${text}) > 0`, value: search };
}

/**
 * Whether the index knows the search. It would give every row of the account for another, one by one and
 * out of order; so that is asked for in words that keep the planner from it, and read in the list's order.
 */
export function hasTrigram(search: string): boolean {
  // Three signs in a row, or two at the begin or end of a word: what stands around words is all one to it.
  return /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]{2}/u.test(search);
}

/** A sign that nobody types stands between the texts, so that nothing is found across two of them. */
function joinedText(columns: readonly string[], alias: string): string {
  return `lower(${columns.map((column) => `coalesce(${alias}."${column}", '')`).join(" || E'\\x1f' || ")})`;
}
