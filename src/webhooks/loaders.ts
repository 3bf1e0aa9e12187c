import DataLoader from 'dataloader';
import { eventColumns } from '../events/find-events.ts';
import {
  type Event,
  Prisma,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookDeliveryState,
} from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { loadPageOf } from '../graphql/load-page.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import { bigintColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';
import { type PublicWebhook, WITHOUT_SECRETS } from './public-webhook.ts';

// Every column except the secrets, which WITHOUT_SECRETS omits.
const { secret, previousSecret, ...publicColumns } = everyColumn(Prisma.WebhookScalarFieldEnum);

export const loadWebhook = rowLoader('webhook', publicColumns, ({ prisma, reader }, ids, select) =>
  prisma.webhook.findManyByIds({ reader, ids, select }),
);

/** Loads the account's webhooks, oldest first. */
export async function loadWebhooks(context: Context): Promise<PublicWebhook[]> {
  context.throwIfAborted();
  const { prisma, actor } = context;
  return prisma.webhook.findMany({
    where: { accountId: actor.accountId },
    omit: WITHOUT_SECRETS,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

const deliveryColumns = everyColumn(Prisma.WebhookDeliveryScalarFieldEnum);

export const loadWebhookDelivery = rowLoader(
  'webhookDelivery',
  deliveryColumns,
  ({ prisma, reader }, ids, select) => prisma.webhookDelivery.findManyByIds({ reader, ids, select }),
);

const byEvent: Keyset<WebhookDelivery> = { name: 'EVENT', columns: [bigintColumn('eventSeq')] };

/** Loads the deliveries of a webhook, newest event first. */
export function loadDeliveriesOf(
  context: Context,
  webhookId: string,
  { states, ...page }: PageArgs & { states?: WebhookDeliveryState[] | null },
): Promise<Page<WebhookDelivery>> {
  const conditions = new Conditions();
  if (states) conditions.add('t.state = ANY(?::text[]::"WebhookDeliveryState"[])', states);
  const { prisma, reader } = context;
  const select = deliveryColumns;
  return loadPageOf(
    context,
    { name: `webhookDeliveries:${states}`, column: 'webhookId', id: webhookId },
    prisma.webhookDelivery.paginate({ reader, select, conditions, order: byEvent, descending: true }),
    page,
  );
}

const attemptColumns = everyColumn(Prisma.WebhookAttemptScalarFieldEnum);

/** Loads the finished attempts of a delivery, in order. */
export function loadAttemptsOf(context: Context, deliveryId: string): Promise<WebhookAttempt[]> {
  const { prisma, reader } = context;
  const list = {
    name: 'webhookAttempts',
    find: (values: readonly string[]) =>
      prisma.webhookAttempt.findManyBy({
        reader,
        column: 'deliveryId',
        values,
        select: attemptColumns,
        orderBy: ['number'],
      }),
  };
  return loadChildren(context, deliveryId, list, (attempts) => attempts);
}

/** Loads the event at a position of the log. Deleting an event deletes its deliveries, so a delivery's event exists. */
export async function loadEventAt(context: Context, seq: bigint): Promise<Event> {
  const { prisma, reader } = context;
  const loader = context.loader<bigint, Event | undefined>(
    'eventAt',
    () =>
      new DataLoader(async (values) => {
        const found = await prisma.event.findManyBy({ reader, column: 'seq', values, select: eventColumns });
        return found.map(([event]) => event);
      }),
  );
  return (await loader.load(seq))!;
}
