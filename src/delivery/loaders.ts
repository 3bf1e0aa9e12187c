import { type Delivery, Prisma } from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';

const select = everyColumn(Prisma.DeliveryScalarFieldEnum);

export const loadDelivery = rowLoader('delivery', select, ({ prisma, reader }, ids) =>
  prisma.delivery.findManyByIds({ reader, ids, select }),
);

/** The messages that were sent for a statement, in the order in which they were. */
export function loadDeliveriesOf(
  context: Context,
  column: 'invoiceId' | 'estimateId',
  id: string,
): Promise<Delivery[]> {
  const { prisma, reader } = context;
  const list = {
    name: `deliveries:${column}`,
    find: (values: readonly string[]) =>
      prisma.delivery.findManyBy({ reader, column, values, select, orderBy: ['createdAt', 'id'] }),
  };
  return loadChildren(context, id, list, (deliveries) => deliveries);
}
