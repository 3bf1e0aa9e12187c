import type { ConnectionCategory, Event } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { tryLock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { releaseWebhook } from './release-webhook.ts';

/** A claimed webhook, and the delivery to attempt. */
export interface WebhookClaim {
  accountId: string;
  webhookId: string;
  url: string;
  /** The secrets to sign with: the current one, and the previous one during its grace period. */
  secrets: string[];
  isFailing: boolean;
  /** The end of the lease: no other node makes an attempt for the webhook before. */
  busyUntil: Date;
  deliveryId: string;
  /** The attempt's number within the delivery, from 1. */
  number: number;
  event: Event;
  /** The category of the event's connection; null if that is purged. */
  category: ConnectionCategory | null;
}

/** The numbers of webhooks that may be claimed: those whose last attempt failed, and the others. */
export interface Slots {
  failing: number;
  others: number;
}

/** The time limit of an attempt, from its start until the connection is closed. */
export const ATTEMPT_MS = 15_000;

/**
 * Lease: after this another node may claim the webhook. It exceeds the attempt's limit by the time for claiming and
 * recording, and for clock differences. A slower node does no harm: it does not start an attempt too late
 * (`attempt-delivery.ts`), and an attempt that it records too late is only repeated.
 */
export const LEASE_MS = ATTEMPT_MS + 10_000;

interface ClaimedWebhook {
  accountId: string;
  id: string;
}

/**
 * Claims webhooks with due deliveries, and for each the due delivery that is first in the log. No other node can claim
 * a webhook until its attempt is recorded or its lease expires, so there is one attempt at a time.
 */
export async function claimWebhooks(gateway: Gateway, slots: Slots): Promise<WebhookClaim[]> {
  const now = gateway.clock.now();
  const busyUntil = new Date(now.getTime() + LEASE_MS);
  const claimed = await leaseWebhooks(gateway, { slots, now, busyUntil });
  if (claimed.length === 0) return [];
  const rows = await claimDeliveries(gateway, { claimed, now }).catch(async (error) => {
    await releaseIdle(gateway, { idle: claimed, busyUntil });
    throw error;
  });
  // A delivery may no longer be due, for example because it was abandoned meanwhile.
  const idle = claimed.filter(({ id }) => !rows.some(({ webhookId }) => webhookId === id));
  await releaseIdle(gateway, { idle, busyUntil });
  return rows.map((row) => toClaim(row, { now, busyUntil }));
}

async function releaseIdle(
  gateway: Gateway,
  { idle, busyUntil }: { idle: readonly ClaimedWebhook[]; busyUntil: Date },
): Promise<void> {
  for (const { accountId, id: webhookId } of idle) {
    await transact({ gateway, accountId }, async (unit) => {
      if (await tryLock(unit, 'webhook', webhookId))
        await releaseWebhook(unit, { webhookId, busyUntil }, null);
    });
  }
}

function leaseWebhooks(
  { database }: Gateway,
  { slots, now, busyUntil }: { slots: Slots; now: Date; busyUntil: Date },
): Promise<ClaimedWebhook[]> {
  return database.prisma.$queryRaw<ClaimedWebhook[]>`
    WITH others AS (
      SELECT "accountId", id FROM "Webhook"
      WHERE NOT "isFailing" AND "nextAttemptAt" <= ${now} AND ("busyUntil" IS NULL OR "busyUntil" <= ${now})
      ORDER BY "nextAttemptAt" LIMIT ${slots.others} FOR UPDATE SKIP LOCKED
    ), failing AS (
      SELECT "accountId", id FROM "Webhook"
      WHERE "isFailing" AND "nextAttemptAt" <= ${now} AND ("busyUntil" IS NULL OR "busyUntil" <= ${now})
      ORDER BY "nextAttemptAt" LIMIT ${slots.failing} FOR UPDATE SKIP LOCKED
    )
    UPDATE "Webhook" AS w SET "busyUntil" = ${busyUntil}
    FROM (TABLE others UNION ALL TABLE failing) AS due
    WHERE w."accountId" = due."accountId" AND w.id = due.id
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
 * A separate statement, as it must see the state after each webhook's last attempt. The search for due deliveries omits
 * the account, so that PostgreSQL uses the index intended for it.
 */
function claimDeliveries(
  { database }: Gateway,
  { claimed, now }: { claimed: readonly ClaimedWebhook[]; now: Date },
): Promise<Row[]> {
  const accountIds = claimed.map(({ accountId }) => accountId);
  const ids = claimed.map(({ id }) => id);
  return database.prisma.$queryRaw<Row[]>`
    UPDATE "WebhookDelivery" AS d SET attempts = d.attempts + 1
    FROM unnest(${accountIds}::uuid[], ${ids}::uuid[]) AS claim("accountId", id)
    JOIN "Webhook" AS w ON w."accountId" = claim."accountId" AND w.id = claim.id
    CROSS JOIN LATERAL (
      SELECT due.id, due."eventSeq" FROM "WebhookDelivery" AS due
      WHERE due."webhookId" = claim.id AND due.state = 'PENDING' AND due."nextAttemptAt" <= ${now}
      ORDER BY due."eventSeq" LIMIT 1
    ) AS first
    JOIN "Event" AS e ON e."accountId" = claim."accountId" AND e.seq = first."eventSeq"
    LEFT JOIN "Connection" AS c ON c."accountId" = e."accountId" AND c.id = e."connectionId"
    WHERE d."accountId" = claim."accountId" AND d.id = first.id AND d.state = 'PENDING'
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
  const isInGrace =
    previousSecret !== null && previousSecretExpiresAt !== null && previousSecretExpiresAt > now;
  const secrets = isInGrace ? [secret, previousSecret] : [secret];
  const { accountId } = event;
  return {
    ...{ accountId, webhookId, url, secrets, isFailing, busyUntil },
    ...{ deliveryId, number, event, category },
  };
}
