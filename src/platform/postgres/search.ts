/**
 * The condition of a search: one of a row's texts contains the search text, ignoring case.
 *
 * The row's texts are joined into one, whose trigrams `<table>_search_idx` indexes by account: one index scan instead
 * of one for each column. Prisma's schema cannot express an index on an expression, so the migration list_indexes
 * creates them. Their expression must stay identical to that of `joinedText`.
 */
export interface TextCondition {
  /** The SQL, with a `?` for the value. */
  sql: string;
  value: string;
}

/** The columns that the search of each table covers. */
export const SEARCHED = {
  Connection: ['displayName', 'businessEmail'],
  Invoice: ['statementNo', 'summary', 'poNumber'],
  Estimate: ['statementNo', 'summary'],
  RecurringInvoice: ['profileName', 'profileNo', 'summary'],
} as const;

/** Returns the condition that one of the columns of the row `alias` contains the search text. */
export function textHolds(search: string, columns: readonly string[], alias = 't'): TextCondition {
  const text = joinedText(columns, alias);
  return hasTrigram(search)
    ? { sql: `${text} LIKE lower(?)`, value: `%${search.replace(/[\\%_]/g, '\\$&')}%` }
    : { sql: `position(lower(?) in ${text}) > 0`, value: search };
}

/**
 * Whether the trigram index can answer the search. For a shorter search it would return every row of the account,
 * unordered. Such a search uses an expression that the planner cannot match to the index, and scans in list order.
 */
export function hasTrigram(search: string): boolean {
  // Three word characters in a row, or two at the start or end of a word: pg_trgm pads words with spaces.
  return /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]{2}/u.test(search);
}

/** Joins the texts with a control character, so that no search matches across two of them. */
function joinedText(columns: readonly string[], alias: string): string {
  return `lower(${columns.map((column) => `coalesce(${alias}."${column}", '')`).join(" || E'\\x1f' || ")})`;
}
