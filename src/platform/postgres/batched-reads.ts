import { Prisma } from '../../generated/prisma/client.ts';
import type { AccountReader } from './account-reader.ts';
import { Conditions } from './conditions.ts';
import type { Keyset } from './keyset.ts';
import { type Column, type ColumnValue, columnList, type Select, type Selected } from './model-columns.ts';
import { type Pagination, paginate } from './pagination.ts';

/**
 * The reads of loaders, on every model of the client: `prisma.invoice.findManyByIds({ reader, ids, select })`.
 *
 * `reader` binds them to an account; `select` decides the columns and the row's type. All statements of one turn of
 * the event loop are sent in one write (see ARCHITECTURE.md, "Reads").
 */
export const batchedReads = {
  /** Returns the row of each id, in the order of the ids; null if the account has no such row. */
  async findManyByIds<Model, Name extends Column<Model>>(
    this: Model,
    { reader, ids, select }: { reader: AccountReader; ids: readonly string[]; select: Select<Name> },
  ): Promise<(Selected<Model, Name> | null)[]> {
    const model = modelName(this);
    const rows = await reader.rows<Selected<Model, Name> & { id: string }>({
      select: columnList(model, select, 'id'),
      from: model,
      where: new Conditions().add('t.id = ANY(?::uuid[])', ids),
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  },

  /**
   * Returns the rows for each value of a column: the children of many parents, or the rows with a key.
   * @param orderBy the order of the rows of one value
   * @param decimals `text` returns exact texts instead of `Prisma.Decimal`, for values that are only displayed
   */
  async findManyBy<
    Model,
    Name extends Column<Model>,
    By extends Column<Model>,
    Decimals extends 'text' | undefined = undefined,
  >(
    this: Model,
    {
      reader,
      column,
      values,
      select,
      orderBy = [],
      decimals,
    }: {
      reader: AccountReader;
      column: By;
      values: readonly NonNullable<ColumnValue<Model, By>>[];
      select: Select<Name>;
      orderBy?: readonly Column<Model>[];
      decimals?: Decimals;
    },
  ): Promise<Selected<Model, Name, Decimals>[][]> {
    const model = modelName(this);
    const order = [column, ...orderBy].map((name) => `t."${name}"`).join(', ');
    const rows = await reader.rows<Selected<Model, Name, Decimals> & Record<string, unknown>>({
      select: columnList(model, select, column),
      from: model,
      where: new Conditions().add(`t."${column}" = ANY(?)`, values),
      rest: orderBy.length > 0 ? `ORDER BY ${order}` : '',
      decimals,
    });
    const rowsOf = Map.groupBy(rows, (row) => row[column]);
    return values.map((value) => rowsOf.get(value) ?? []);
  },

  /** Returns a list that is read by pages. The columns of its order must be selected. */
  paginate<Model, Name extends Column<Model>>(
    this: Model,
    source: {
      reader: AccountReader;
      select: Select<Name>;
      conditions?: Conditions;
      order: Keyset<Selected<Model, Name>>;
      descending: boolean;
    },
  ): Pagination<Selected<Model, Name>> {
    return paginate({ conditions: new Conditions(), ...source, model: modelName(this) });
  },
};

function modelName(model: unknown): Prisma.ModelName {
  return Prisma.getExtensionContext(model as { $name: Prisma.ModelName }).$name;
}
