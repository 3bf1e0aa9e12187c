import type { ConnectionCategory, Event } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { tryLock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { releaseWebhook } from './release-webhook.ts';

/** A webhook whose turn it is, and the delivery that it is the turn of. */
export interface WebhookClaim {
  accountId: string;
  webhookId: string;
  url: string;
  /** With which to sign: the current secret, and the one before while it holds. */
  secrets: string[];
  isFailing: boolean;
  /** Nobody else makes an attempt for the webhook until then. */
  busyUntil: Date;
  deliveryId: string;
  /** Which attempt of the delivery this is. */
  number: number;
  event: Event;
  /** Of the event's connection; null where that is gone. */
  category: ConnectionCategory | null;
}

/** How many webhooks may be taken: of those whose last attempt failed, and of the others. */
export interface Slots {
  failing: number;
  others: number;
}

/** So long an attempt may take, from its beginning until the connection is closed. */
export const ATTEMPT_MS = 15_000;

/**
 * After that whoever had taken the turn is gone, and another takes it. What is added to the attempt is for taking it and
 * for writing down what came of it, and for clocks that differ. A node that needs longer does no harm: what it begins
 * too late it does not send (`attempt-delivery.ts`), and what it writes down too late is only sent once more.
 */
export const LEASE_MS = ATTEMPT_MS + 10_000;

interface Taken {
  accountId: string;
  id: string;
}

/**
 * Takes up webhooks that have something due, and of each the delivery that comes first in the log. A webhook that was
 * taken is nobody else's until its attempt is recorded, or its lease is over: so there is one attempt at a time.
 */
export async function claimWebhooks(gateway: Gateway, places: Slots): Promise<WebhookClaim[]> {
  const now = gateway.clock.now();
  const busyUntil = new Date(now.getTime() + LEASE_MS);
  const taken = await takeWebhooks(gateway, { places, now, busyUntil });
  if (taken.length === 0) return [];
  const rows = await takeDeliveries(gateway, { taken, now }).catch(async (error) => {
    await giveBack(gateway, { idle: taken, busyUntil });
    throw error;
  });
  // What was due may not be any more: it was given up meanwhile, say.
  const idle = taken.filter(({ id }) => !rows.some(({ webhookId }) => webhookId === id));
  await giveBack(gateway, { idle, busyUntil });
  return rows.map((row) => toClaim(row, { now, busyUntil }));
}

async function giveBack(
  gateway: Gateway,
  { idle, busyUntil }: { idle: readonly Taken[]; busyUntil: Date },
): Promise<void> {
  for (const { accountId, id: webhookId } of idle) {
    await transact({ gateway, accountId }, async (unit) => {
      if (await tryLock(unit, 'webhook', webhookId))
        await releaseWebhook(unit, { webhookId, busyUntil }, null);
    });
  }
}

function takeWebhooks(
  { database }: Gateway,
  { places, now, busyUntil }: { places: Slots; now: Date; busyUntil: Date },
): Promise<Taken[]> {
  return database.prisma.$queryRaw<Taken[]>`
    WITH others AS (
      SELECT "accountId", id FROM "Webhook"
      WHERE NOT "isFailing" AND "nextAttemptAt" <= ${now} AND ("busyUntil" IS NULL OR "busyUntil" <= ${now})
      ORDER BY "nextAttemptAt" LIMIT ${places.others} FOR UPDATE SKIP LOCKED
    ), failing AS (
      SELECT "accountId", id FROM "Webhook"
      WHERE "isFailing" AND "nextAttemptAt" <= ${now} AND ("busyUntil" IS NULL OR "busyUntil" <= ${now})
      ORDER BY "nextAttemptAt" LIMIT ${places.failing} FOR UPDATE SKIP LOCKED
    )
    UPDATE "Webhook" AS w SET "busyUntil" = ${busyUntil}
    FROM (TABLE others UNION ALL TABLE failing) AS turn
    WHERE w."accountId" = turn."accountId" AND w.id = turn.id
    RETURNING w."accountId", w.id`;
}

type Row = Event & {
  webhookId: string;
  url: string;
  secret: string;
  previousSecret: string | null;
  previousSecretExpiresAt: Date | null;
  isFailing: boolean;
  deliveryId: string;
  number: number;
  category: ConnectionCategory | null;
};

/**
 * By a statement of its own: it has to see what the last attempt of each webhook has left. What is due is looked for
 * without its account, so that PostgreSQL takes the index that is made for it.
 */
function takeDeliveries(
  { database }: Gateway,
  { taken, now }: { taken: readonly Taken[]; now: Date },
): Promise<Row[]> {
  const accountIds = taken.map(({ accountId }) => accountId);
  const ids = taken.map(({ id }) => id);
  return database.prisma.$queryRaw<Row[]>`
    UPDATE "WebhookDelivery" AS d SET attempts = d.attempts + 1
    FROM unnest(${accountIds}::uuid[], ${ids}::uuid[]) AS turn("accountId", id)
    JOIN "Webhook" AS w ON w."accountId" = turn."accountId" AND w.id = turn.id
    CROSS JOIN LATERAL (
      SELECT due.id, due."eventSeq" FROM "WebhookDelivery" AS due
      WHERE due."webhookId" = turn.id AND due.state = 'PENDING' AND due."nextAttemptAt" <= ${now}
      ORDER BY due."eventSeq" LIMIT 1
    ) AS first
    JOIN "Event" AS e ON e."accountId" = turn."accountId" AND e.seq = first."eventSeq"
    LEFT JOIN "Connection" AS c ON c."accountId" = e."accountId" AND c.id = e."connectionId"
    WHERE d."accountId" = turn."accountId" AND d.id = first.id AND d.state = 'PENDING'
    RETURNING e.*, e.type::text AS type, c.category::text AS category,
      d.id AS "deliveryId", d.attempts AS number, w.id AS "webhookId",
      w.url, w.secret, w."previousSecret", w."previousSecretExpiresAt", w."isFailing"`;
}

function toClaim(
  {
    webhookId,
    url,
    secret,
    previousSecret,
    previousSecretExpiresAt,
    isFailing,
    deliveryId,
    number,
    category,
    ...event
  }: Row,
  { now, busyUntil }: { now: Date; busyUntil: Date },
): WebhookClaim {
  const isHeld = previousSecret !== null && previousSecretExpiresAt !== null && previousSecretExpiresAt > now;
  const secrets = isHeld ? [secret, previousSecret] : [secret];
  const { accountId } = event;
  return {
    ...{ accountId, webhookId, url, secrets, isFailing, busyUntil },
    ...{ deliveryId, number, event, category },
  };
}
