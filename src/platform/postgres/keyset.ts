// Pages by keyset: a page begins after the order values of the row that its cursor names, so that the
// thousandth page costs what the first does, and rows that come or go meanwhile shift nothing.

/** A total order of a list's rows. Its last column tells any two rows apart. */
export interface Keyset<Row> {
  /** Stands in the cursors, so that a cursor of another order is noticed. */
  name: string;
  columns: KeyColumn<Row>[];
}

export interface KeyColumn<Row> {
  column: string;
  /** The column's type in SQL. */
  type: string;
  text(row: Row): string;
  /** Whether a text from outside can be read as a value of the type. */
  isValue(text: string): boolean;
}

/** Which part of a list: `size` rows next to a position, or at the list's end. */
export interface Window {
  size: number;
  backward: boolean;
  /** The order values of the row that the page begins next to. */
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

/** The position that a cursor names; null where it is no cursor of this order. */
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
