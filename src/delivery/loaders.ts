import { type Delivery, Prisma } from '../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { loadPageOf } from '../graphql/load-page.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import { idColumn, instantColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';
import type { SentKind, STATEMENT_KINDS } from '../statements/statement-kind.ts';

const select = everyColumn(Prisma.DeliveryScalarFieldEnum);

export const loadDelivery = rowLoader('delivery', select, ({ prisma, reader }, ids) =>
  prisma.delivery.findManyByIds({ reader, ids, select }),
);

const byCreation: Keyset<Delivery> = {
  name: 'CREATED_AT',
  columns: [instantColumn('createdAt'), idColumn()],
};

type SentColumn = (typeof STATEMENT_KINDS)[SentKind]['ownerColumn'];

/** Loads the deliveries of a statement, oldest first. */
export function loadDeliveriesOf(
  context: Context,
  parent: { column: SentColumn; id: string },
  page: PageArgs,
): Promise<Page<Delivery>> {
  const { prisma, reader } = context;
  const list = prisma.delivery.paginate({ reader, select, order: byCreation, descending: false });
  return loadPageOf(context, { name: `deliveries:${parent.column}`, ...parent }, list, page);
}
