// Keyset pagination: a page starts after the order values in its cursor. Late pages cost as much as the first, and rows
// that are added or removed meanwhile do not shift the pages.

/** A total order of a list's rows. Its last column is unique. */
export interface Keyset<Row> {
  /** Part of the cursors, so that a cursor of another order is rejected. */
  name: string;
  columns: KeyColumn<Row>[];
}

export interface KeyColumn<Row> {
  column: string;
  /** The column's type in SQL. */
  type: string;
  text(row: Row): string;
  /** Whether the text, from a caller's cursor, is a value of the type. */
  isValue(text: string): boolean;
}

/** A part of a list: `size` rows after or before a position, or at the start or end of the list. */
export interface Window {
  size: number;
  backward: boolean;
  /** The order values of the row next to the page; null for the start or end of the list. */
  position: string[] | null;
}

export interface Slice<Row> {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export function encodeCursor<Row>(order: Keyset<Row>, row: Row): string {
  const values = order.columns.map((column) => column.text(row));
  return Buffer.from(JSON.stringify([order.name, ...values])).toString('base64url');
}

/** Returns the position of a cursor, or null if it is not a cursor of this order. */
export function decodeCursor<Row>(order: Keyset<Row>, cursor: string): string[] | null {
  try {
    const [name, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const fits =
      name === order.name &&
      values.length === order.columns.length &&
      order.columns.every(
        ({ isValue }, index) => typeof values[index] === 'string' && isValue(values[index]),
      );
    return fits ? (values as string[]) : null;
  } catch {
    return null;
  }
}
