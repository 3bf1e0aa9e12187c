/**
 * The search of a list: matches rows with a text that contains the search, ignoring case.
 *
 * A row's texts are joined into one, whose trigrams `<table>_search_idx` indexes by account. That takes one index
 * scan instead of one for each column. Prisma's schema cannot express an index on an expression, so the migration
 * list_indexes creates them; the expression must be exactly what `joinedText` returns.
 */
export interface TextCondition {
  /** SQL with a `?` for the value. */
  sql: string;
  value: string;
}

/** The columns that a search covers, by table. */
export const SEARCHED = {
  Connection: ['displayName', 'businessEmail'],
  Invoice: ['statementNo', 'summary', 'poNumber'],
  Estimate: ['statementNo', 'summary'],
  RecurringInvoice: ['profileName', 'profileNo', 'summary'],
} as const;

/** Matches rows of `alias` with a column that contains the search. */
export function textHolds(search: string, columns: readonly string[], alias = 't'): TextCondition {
  const text = joinedText(columns, alias);
  return hasTrigram(search)
    ? { sql: `${text} LIKE lower(?)`, value: `%${search.replace(/[\\%_]/g, '\\$&')}%` }
    : { sql: `position(lower(?) in ${text}) > 0`, value: search };
}

/**
 * Returns whether the index can find the search. For other searches it would return every row of the account,
 * unordered; those use an expression that the planner cannot match to the index, and are read in the list's order.
 */
export function hasTrigram(search: string): boolean {
  // Three letters or digits in a row, or two at the start or end of a word: pg_trgm ignores other characters.
  return /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]{2}/u.test(search);
}

/** Joins texts with a control character that nobody types, so that no match spans two of them. */
function joinedText(columns: readonly string[], alias: string): string {
  return `lower(${columns.map((column) => `coalesce(${alias}."${column}", '')`).join(" || E'\\x1f' || ")})`;
}
