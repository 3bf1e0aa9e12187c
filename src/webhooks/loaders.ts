import DataLoader from 'dataloader';
import {
  type Event,
  Prisma,
  type WebhookAttempt,
  type WebhookDelivery,
  type WebhookDeliveryState,
} from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import { bigintColumn } from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset } from '../platform/postgres/keyset.ts';
import { type PublicWebhook, WITHOUT_SECRETS } from './public-webhook.ts';

const columns = Object.keys(Prisma.WebhookScalarFieldEnum)
  .filter((column) => !(column in WITHOUT_SECRETS))
  // Other enums' lists come as they are stored, `{A,B}`, which nothing here reads.
  .map((column) => (column === 'events' ? 'events::text[] AS events' : `"${column}"`))
  .join(', ');

export const loadWebhook = rowLoader<PublicWebhook>('webhook', ({ reader }, ids) =>
  reader.rows(`SELECT ${columns} FROM "Webhook" WHERE "accountId" = $1 AND id = ANY($2::uuid[])`, [ids]),
);

/** All of the account's, in the order in which they were made. */
export function loadWebhooks({ reader }: Context): Promise<PublicWebhook[]> {
  return reader.rows(`SELECT ${columns} FROM "Webhook" WHERE "accountId" = $1 ORDER BY "createdAt", id`);
}

export const loadWebhookDelivery = rowLoader<WebhookDelivery>('webhookDelivery', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "WebhookDelivery" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

const byEvent: Keyset<WebhookDelivery> = { name: 'EVENT', columns: [bigintColumn('eventSeq')] };

/** The newest event's first. */
export function loadDeliveriesOf(
  context: Context,
  webhookId: string,
  { states, ...page }: PageArgs & { states?: WebhookDeliveryState[] | null },
): Promise<Page<WebhookDelivery>> {
  const conditions = new Conditions();
  if (states) conditions.add('t.state = ANY(?::text[]::"WebhookDeliveryState"[])', states);
  return loadPageOf(
    context,
    { name: `webhookDeliveries:${states}`, column: 'webhookId', id: webhookId },
    { table: 'WebhookDelivery', conditions, order: byEvent, descending: true },
    page,
  );
}

const attempts = {
  name: 'webhookAttempts',
  parent: 'deliveryId',
  sql:
    'SELECT * FROM "WebhookAttempt" WHERE "accountId" = $1 AND "deliveryId" = ANY($2::uuid[])' +
    ' ORDER BY "deliveryId", number',
} as const;

/** The attempts of a delivery that have ended, in their order. */
export function loadAttemptsOf(context: Context, deliveryId: string): Promise<WebhookAttempt[]> {
  return loadChildren<WebhookAttempt, WebhookAttempt[]>(context, deliveryId, attempts, (rows) => rows);
}

/** The event at a position of the account's log, which has it as long as there is a delivery of it. */
export async function loadEventAt(context: Context, seq: bigint): Promise<Event> {
  const loader = context.loader<bigint, Event | undefined>(
    'eventAt',
    () =>
      new DataLoader(async (positions) => {
        const rows = await context.reader.rows<Event>(
          'SELECT * FROM "Event" WHERE "accountId" = $1 AND seq = ANY($2::bigint[])',
          [positions],
        );
        const bySeq = new Map(rows.map((event) => [event.seq, event]));
        return positions.map((position) => bySeq.get(position));
      }),
  );
  return (await loader.load(seq))!;
}
