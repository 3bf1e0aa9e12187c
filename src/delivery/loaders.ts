import type { Delivery } from '../generated/prisma/client.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import { idColumn, instantColumn } from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset } from '../platform/postgres/keyset.ts';

export const loadDelivery = rowLoader<Delivery>('delivery', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Delivery" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

const byCreation: Keyset<Delivery> = {
  name: 'CREATED_AT',
  columns: [instantColumn('createdAt'), idColumn()],
};

/** The messages that were sent for a statement, oldest first. */
export function loadDeliveriesOf(
  context: Context,
  parent: { column: 'invoiceId' | 'estimateId'; id: string },
  page: PageArgs,
): Promise<Page<Delivery>> {
  const source = { table: 'Delivery', conditions: new Conditions(), order: byCreation, descending: false };
  return loadPageOf(context, { name: `deliveries:${parent.column}`, ...parent }, source, page);
}
