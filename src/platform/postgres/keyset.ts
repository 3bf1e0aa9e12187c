import type { AccountReader } from './database.ts';

/**
 * Pages by keyset: a page begins after the order values of the row that its cursor names, so that
 * the thousandth page costs what the first does, and rows that come or go meanwhile shift nothing.
 */
export interface RowSource<Row> {
  table: string;
  /** What to select; all columns when left out. */
  columns?: string;
  conditions: Conditions;
  order: Keyset<Row>;
  descending: boolean;
}

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

/** Conditions of a `WHERE`, in SQL with a `?` for each value. The row's table is `t`. */
export class Conditions {
  readonly #parts: { sql: string; values: unknown[] }[] = [];
  /** Whether the best way to the rows hangs on the values themselves, so that no plan serves them all. */
  unprepared = false;

  add(sql: string, ...values: unknown[]): this {
    this.#parts.push({ sql, values });
    return this;
  }

  /** The SQL, each part after an `AND`, its values numbered behind those given already. */
  render(values: unknown[]): string {
    return this.#parts
      .map((part) => {
        let next = 0;
        return ` AND ${part.sql.replaceAll('?', () => {
          values.push(part.values[next++]);
          // The account is $1.
          return `$${values.length + 1}`;
        })}`;
      })
      .join('');
  }
}

export async function readSlice<Row extends object>(
  reader: AccountReader,
  source: RowSource<Row>,
  window: Window,
): Promise<Slice<Row>> {
  const values: unknown[] = [];
  const rows = await reader.rows<Row>(pageSql(source, window, values, ''), values, source.conditions);
  return toSlice(rows, window);
}

/** The same page of each of many parents' lists, in one statement. */
export async function readSlices<Row extends object>(
  reader: AccountReader,
  source: RowSource<Row>,
  parent: { column: keyof Row & string; ids: readonly string[] },
  window: Window,
): Promise<Slice<Row>[]> {
  const values: unknown[] = [parent.ids];
  const page = pageSql(source, window, values, ` AND t."${parent.column}" = parent.id`);
  const sql =
    `SELECT page.* FROM unnest($2::uuid[]) AS parent(id) CROSS JOIN LATERAL (${page}) AS page` +
    orderSql(source, window, 'page');
  const rows = await reader.rows<Row>(sql, values, source.conditions);
  const rowsOf = Map.groupBy(rows, (row) => row[parent.column] as string);
  return parent.ids.map((id) => toSlice(rowsOf.get(id) ?? [], window));
}

export async function countRows(reader: AccountReader, source: RowSource<never>): Promise<number> {
  const values: unknown[] = [];
  const [row] = await reader.rows<{ count: bigint }>(
    `SELECT count(*) FROM "${source.table}" AS t WHERE t."accountId" = $1${source.conditions.render(values)}`,
    values,
    source.conditions,
  );
  return Number(row!.count);
}

export async function countRowsOfEach(
  reader: AccountReader,
  source: RowSource<never>,
  parent: { column: string; ids: readonly string[] },
): Promise<number[]> {
  const values: unknown[] = [parent.ids];
  const rows = await reader.rows<{ id: string; count: bigint }>(
    `SELECT t."${parent.column}" AS id, count(*) FROM "${source.table}" AS t` +
      ` WHERE t."accountId" = $1 AND t."${parent.column}" = ANY($2::uuid[])${source.conditions.render(values)}` +
      ' GROUP BY 1',
    values,
    source.conditions,
  );
  const counts = new Map(rows.map(({ id, count }) => [id, Number(count)]));
  return parent.ids.map((id) => counts.get(id) ?? 0);
}

function pageSql<Row>(
  { table, columns = 't.*', conditions, order, descending }: RowSource<Row>,
  window: Window,
  values: unknown[],
  parentCondition: string,
): string {
  let where = `t."accountId" = $1${parentCondition}${conditions.render(values)}`;
  if (window.position) {
    const left = order.columns.map(({ column }) => `t."${column}"`).join(', ');
    const right = order.columns.map(({ type }, index) => {
      values.push(window.position![index]);
      return `$${values.length + 1}::${type}`;
    });
    where += ` AND (${left}) ${descending === window.backward ? '>' : '<'} (${right.join(', ')})`;
  }
  // The limit stands in the text, not among the values: so the plan is made for few rows, and kept.
  return (
    `SELECT ${columns} FROM "${table}" AS t WHERE ${where}` +
    `${orderSql({ order, descending }, window, 't')} LIMIT ${window.size + 1}`
  );
}

function orderSql<Row>(
  { order, descending }: Pick<RowSource<Row>, 'order' | 'descending'>,
  window: Window,
  table: string,
): string {
  const direction = descending === window.backward ? 'ASC' : 'DESC';
  return ` ORDER BY ${order.columns.map(({ column }) => `${table}."${column}" ${direction}`).join(', ')}`;
}

// One row more than the page was read: it is not shown, it tells that the list goes on.
function toSlice<Row>(read: Row[], { size, backward, position }: Window): Slice<Row> {
  const goesOn = read.length > size;
  const rows = goesOn ? read.slice(0, size) : read;
  if (backward) return { rows: rows.reverse(), hasNextPage: position !== null, hasPreviousPage: goesOn };
  return { rows, hasNextPage: goesOn, hasPreviousPage: position !== null };
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
