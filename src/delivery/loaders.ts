import type { Delivery } from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';

export const loadDelivery = rowLoader<Delivery>('delivery', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Delivery" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

function listOf(parent: 'invoiceId' | 'estimateId') {
  return {
    name: `deliveries:${parent}`,
    parent,
    sql:
      `SELECT * FROM "Delivery" WHERE "accountId" = $1 AND "${parent}" = ANY($2::uuid[])` +
      ` ORDER BY "${parent}", "createdAt", id`,
  } as const;
}

const lists = { invoiceId: listOf('invoiceId'), estimateId: listOf('estimateId') };

/** The messages that were sent for a statement, in the order in which they were. */
export function loadDeliveriesOf(
  context: Context,
  parent: keyof typeof lists,
  id: string,
): Promise<Delivery[]> {
  return loadChildren<Delivery, Delivery[]>(context, id, lists[parent], (rows) => rows);
}
