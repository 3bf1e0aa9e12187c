import { Prisma, type RecurringInvoice } from '../generated/prisma/client.ts';
import { IntervalUnit, RecurringInvoiceState } from '../generated/prisma/enums.ts';
import { requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import {
  dateColumn,
  enumColumn,
  idColumn,
  instantColumn,
  textColumn,
} from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn, type Select } from '../platform/postgres/model-columns.ts';
import { type StatementFilter, type StatementListArgs, statementList } from '../statements/loaders-list.ts';

export const profileColumns: ColumnMap<Prisma.RecurringInvoiceScalarFieldEnum> = {
  columns: everyColumn(Prisma.RecurringInvoiceScalarFieldEnum),
  // Includes every column that a list can be ordered by, for the cursors.
  always: [
    'id',
    'connectionId',
    'currency',
    'profileName',
    'nextBillingDate',
    'state',
    'intervalUnit',
    'createdAt',
  ],
  fields: {
    connection: [],
    lineItems: [],
    taxes: [],
    discounts: [],
    shippingAmounts: [],
    invoices: [],
  },
};

export const loadRecurringInvoice = rowLoader(
  'recurringInvoice',
  profileColumns.columns,
  ({ prisma, reader }, ids, select) => prisma.recurringInvoice.findManyByIds({ reader, ids, select }),
);

/** Finds a recurring invoice by its hash key, which is unique in the account. */
export async function findRecurringInvoice(
  { prisma, reader }: Context,
  hashKey: string,
): Promise<RecurringInvoice | null> {
  requireStorable(hashKey, 'by.hashKey');
  const [found] = await prisma.recurringInvoice.findManyBy({
    reader,
    column: 'hashKey',
    values: [hashKey],
    select: profileColumns.columns,
  });
  return found?.[0] ?? null;
}

const orders = {
  PROFILE_NAME: { name: 'PROFILE_NAME', columns: [textColumn('profileName'), idColumn()] },
  NEXT_BILLING_DATE: { name: 'NEXT_BILLING_DATE', columns: [dateColumn('nextBillingDate'), idColumn()] },
  STATE: {
    name: 'STATE',
    columns: [enumColumn('state', 'RecurringInvoiceState', RecurringInvoiceState), idColumn()],
  },
  INTERVAL_UNIT: {
    name: 'INTERVAL_UNIT',
    columns: [enumColumn('intervalUnit', 'IntervalUnit', IntervalUnit), idColumn()],
  },
  CREATED_AT: { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] },
} satisfies Record<string, Keyset<RecurringInvoice>>;

type Filter = Omit<StatementFilter, 'updatedSince'>;

const list = statementList<
  RecurringInvoice,
  Prisma.RecurringInvoiceScalarFieldEnum,
  Filter,
  keyof typeof orders
>({
  kind: 'RecurringInvoice',
  orders,
  defaultOrder: 'CREATED_AT',
  paginate: ({ prisma, reader }, query) => prisma.recurringInvoice.paginate({ reader, ...query }),
});

export const loadRecurringInvoices = list.load;

export function loadRecurringInvoicesOf(
  context: Context,
  connectionId: string,
  args: StatementListArgs<Filter, keyof typeof orders>,
  select: Select<Prisma.RecurringInvoiceScalarFieldEnum>,
): Promise<Page<RecurringInvoice>> {
  return list.loadOf(context, { column: 'connectionId', id: connectionId }, args, select);
}
