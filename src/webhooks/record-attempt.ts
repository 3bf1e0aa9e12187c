import type { EgressResponse } from '../platform/egress/egress-post.ts';
import type { Gateway } from '../platform/gateway.ts';
import { tryLock } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { backoff } from '../values/backoff.ts';
import type { WebhookClaim } from './claim-webhooks.ts';
import { disableWebhook } from './disable-webhook.ts';
import { releaseWebhook } from './release-webhook.ts';
import { WEBHOOK_BACKOFF } from './webhook-backoff.ts';

const GONE = 410;
/** With these statuses a receiver may ask for a pause. */
const PAUSE_STATUSES = [429, 503];

/** Records the result of an attempt, and releases the webhook for the next one. */
export async function recordAttempt(
  gateway: Gateway,
  claim: WebhookClaim,
  { at, response }: { at: Date; response: EgressResponse },
): Promise<void> {
  const { accountId, webhookId, deliveryId, number } = claim;
  const { statusCode, durationMs } = response;
  const isDelivered = statusCode !== null && statusCode >= 200 && statusCode < 300;
  await transact({ gateway, accountId }, async (unit) => {
    // The webhook was deleted meanwhile, with its deliveries.
    const webhook = await tryLock(unit, 'webhook', webhookId);
    if (!webhook) return;
    const error = isDelivered ? null : errorOf(response);
    await unit.tx.webhookAttempt.create({
      data: { ...{ accountId, deliveryId, number, at }, ...{ statusCode, error, durationMs } },
    });
    if (isDelivered) await markDelivered(unit, claim);
    else await scheduleRetry(unit, claim, response);
    if (statusCode === GONE && !webhook.disabledAt) await disableWebhook(unit, webhookId);
    await releaseWebhook(unit, claim, !isDelivered);
  });
}

/** Describes a response by its status; without one, by the error that `egressPost` returns for the account. */
function errorOf({ statusCode, error }: EgressResponse): string {
  if (statusCode === null) return error ?? 'There was no response.';
  const isRedirect = statusCode >= 300 && statusCode < 400;
  return `HTTP ${statusCode}${isRedirect ? ': redirects are not followed.' : ''}`;
}

/** A successful attempt counts even if the delivery was abandoned meanwhile. */
async function markDelivered({ tx, accountId }: UnitOfWork, { deliveryId }: WebhookClaim): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { accountId, id: deliveryId },
    data: { state: 'DELIVERED', nextAttemptAt: null },
  });
}

/** If the lease expired and another node made an attempt meanwhile, that attempt decides the schedule. */
async function scheduleRetry(
  { tx, accountId, now }: UnitOfWork,
  { deliveryId, number }: WebhookClaim,
  { statusCode, retryAfterMs }: EgressResponse,
): Promise<void> {
  const where = { accountId, id: deliveryId, attempts: number, state: 'PENDING' } as const;
  const delivery = await tx.webhookDelivery.findFirst({ where });
  if (!delivery) return;
  const failures = delivery.failures + 1;
  const askedMs = PAUSE_STATUSES.includes(statusCode ?? 0) ? (retryAfterMs ?? 0) : 0;
  const pauseMs = backoff(WEBHOOK_BACKOFF, failures, { askedMs });
  const nextAttemptAt = pauseMs === null ? null : new Date(now.getTime() + pauseMs);
  const state = nextAttemptAt ? 'PENDING' : 'FAILED';
  await tx.webhookDelivery.updateMany({ where, data: { state, failures, nextAttemptAt } });
}
