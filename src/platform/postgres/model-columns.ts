import type { Prisma } from '../../generated/prisma/client.ts';

type Scalars<Model> = Prisma.Payload<Model, 'findMany'>['scalars'];

/** The columns of a model, given by its delegate: `PrismaClient['invoice']`. */
export type Column<Model> = keyof Scalars<Model> & string;

export type ColumnValue<Model, Name extends Column<Model>> = Scalars<Model>[Name];

/** The columns to read, in Prisma's form: `{ id: true, name: true }`. */
export type Select<Name extends string> = Readonly<Record<Name, true>>;

/** A row of the selected columns, as `findMany` returns it, or with its decimals as texts. */
export type Selected<Model, Name extends string, Decimals = undefined> = Decimals extends 'text'
  ? WithTextDecimals<Selected<Model, Name>>
  : Prisma.Result<Model, { select: Record<Name, true> }, 'findMany'>[number];

type WithTextDecimals<Row> = {
  [Name in keyof Row]: Row[Name] extends Prisma.Decimal | null
    ? string | Extract<Row[Name], null>
    : Row[Name];
};

/** Selects every column of a model: `everyColumn(Prisma.InvoiceScalarFieldEnum)`. */
export function everyColumn<Name extends string>(names: Readonly<Record<Name, Name>>): Select<Name> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, true])) as Select<Name>;
}

type ModelScalars<Name extends Prisma.ModelName> = Prisma.TypeMap['model'][Name]['payload']['scalars'];
type ListColumn<Name extends Prisma.ModelName> = {
  [Column in keyof ModelScalars<Name> & string]: ModelScalars<Name>[Column] extends unknown[]
    ? Column
    : never;
}[keyof ModelScalars<Name> & string];

/**
 * The columns that hold a list, all of enum values. `pg` parses such a list only if it is cast to `text[]`. A list that
 * was never set is null in PostgreSQL; like Prisma, reads return it as empty.
 */
const LISTS: {
  [Name in Prisma.ModelName as [ListColumn<Name>] extends [never] ? never : Name]: Select<ListColumn<Name>>;
} = {
  ApiKey: { abilities: true },
  Invoice: { paymentOptions: true },
  RecurringInvoice: { paymentOptions: true },
  Webhook: { events: true },
};

// Each select is a constant of the code, or cached with a parsed document.
const lists = new WeakMap<Select<string>, Map<string, string>>();

/**
 * The SQL of what is selected of a model, whose table is `t`.
 * @param also another column to select, such as the parent's id
 */
export function columnList(model: Prisma.ModelName, select: Select<string>, also?: string): string {
  const key = `${model}:${also}`;
  let byKey = lists.get(select);
  if (!byKey) {
    byKey = new Map();
    lists.set(select, byKey);
  }
  let list = byKey.get(key);
  if (list === undefined) {
    const names = new Set(Object.keys(select));
    if (also) names.add(also);
    const isList: Readonly<Record<string, unknown>> =
      model in LISTS ? LISTS[model as keyof typeof LISTS] : {};
    list = Array.from(names, (name) =>
      name in isList ? `coalesce(t."${name}"::text[], '{}') AS "${name}"` : `t."${name}"`,
    ).join(', ');
    byKey.set(key, list);
  }
  return list;
}

const keys = new WeakMap<Select<string>, string>();

/** Returns the same text for selects of the same columns; part of the names of loaders. */
export function selectKey(select: Select<string>): string {
  let key = keys.get(select);
  if (key === undefined) {
    key = Object.keys(select).join();
    keys.set(select, key);
  }
  return key;
}
