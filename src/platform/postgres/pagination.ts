import type { Prisma } from '../../generated/prisma/client.ts';
import type { AccountRead, AccountReader } from './account-reader.ts';
import { Conditions } from './conditions.ts';
import type { Keyset, Slice, Window } from './keyset.ts';
import { columnList, type Select } from './model-columns.ts';

/** A list of one account's rows, which is read by pages. */
export interface Pagination<Row> {
  order: Keyset<Row>;
  findPage(window: Window): Promise<Slice<Row>>;
  /** Returns the same page of the list of each parent, in one statement. */
  findPageOfEach(parents: Parents, window: Window): Promise<Slice<Row>[]>;
  count(): Promise<number>;
  countOfEach(parents: Parents): Promise<number[]>;
}

/** The parents of the lists. `column` of a list's row holds its parent's id. */
export interface Parents {
  column: string;
  ids: readonly string[];
}

export interface PageSource<Row> {
  reader: AccountReader;
  model: Prisma.ModelName;
  select: Select<string>;
  conditions: Conditions;
  order: Keyset<Row>;
  descending: boolean;
}

export function paginate<Row extends object>(source: PageSource<Row>): Pagination<Row> {
  const { reader, model: from, conditions: where } = source;

  return {
    order: source.order,
    async findPage(window) {
      const rows = await reader.rows<Row>(pageOf(source, window, { where }));
      return toSlice(rows, window);
    },
    async findPageOfEach({ column, ids }, window) {
      const ofParent = new Conditions().add(`t."${column}" = parent.id`).append(where);
      const rows = await reader.rows<Row & Record<string, string>>({
        ...pageOf(source, window, { where: ofParent, also: column }),
        within: (page, bind) =>
          `SELECT page.* FROM unnest(${bind(ids)}::uuid[]) AS parent(id)` +
          ` CROSS JOIN LATERAL (${page}) AS page ${orderBy(source, window, 'page')}`,
      });
      const rowsOf = Map.groupBy(rows, (row) => row[column]);
      return ids.map((id) => toSlice<Row>(rowsOf.get(id) ?? [], window));
    },
    async count() {
      const [row] = await reader.rows<{ count: bigint }>({ select: 'count(*)', from, where });
      return Number(row!.count);
    },
    async countOfEach({ column, ids }) {
      const rows = await reader.rows<{ id: string; count: bigint }>({
        select: `t."${column}" AS id, count(*)`,
        from,
        where: new Conditions().add(`t."${column}" = ANY(?::uuid[])`, ids).append(where),
        rest: 'GROUP BY 1',
      });
      const counts = new Map(rows.map(({ id, count }) => [id, Number(count)]));
      return ids.map((id) => counts.get(id) ?? 0);
    },
  };
}

function pageOf<Row>(
  source: PageSource<Row>,
  window: Window,
  { where, also }: { where: Conditions; also?: string },
): AccountRead {
  const { model, select, order, descending } = source;
  if (window.position) {
    const left = order.columns.map(({ column }) => `t."${column}"`).join(', ');
    const right = order.columns.map(({ type }) => `?::${type}`).join(', ');
    const direction = descending === window.backward ? '>' : '<';
    where = new Conditions().append(where).add(`(${left}) ${direction} (${right})`, ...window.position);
  }
  return {
    select: columnList(model, select, also),
    from: model,
    where,
    // The limit is part of the text, not a parameter, so that PostgreSQL's generic plan is made for few rows.
    rest: `${orderBy(source, window, 't')} LIMIT ${window.size + 1}`,
  };
}

function orderBy<Row>({ order, descending }: PageSource<Row>, { backward }: Window, table: string): string {
  const direction = descending === backward ? 'ASC' : 'DESC';
  return `ORDER BY ${order.columns.map(({ column }) => `${table}."${column}" ${direction}`).join(', ')}`;
}

// One row more than the page size was read. It is not returned, and means that there is another page.
function toSlice<Row>(read: Row[], { size, backward, position }: Window): Slice<Row> {
  const goesOn = read.length > size;
  const rows = goesOn ? read.slice(0, size) : read;
  if (backward) return { rows: rows.reverse(), hasNextPage: position !== null, hasPreviousPage: goesOn };
  return { rows, hasNextPage: goesOn, hasPreviousPage: position !== null };
}
