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
/** With these a receiver may say for how long it wants to be left alone. */
const ASKS_FOR_TIME = [429, 503];

/** Writes down what came of an attempt, and gives the webhook free for the next. */
export async function recordAttempt(
  gateway: Gateway,
  turn: WebhookClaim,
  { at, answer }: { at: Date; answer: EgressResponse },
): Promise<void> {
  const { accountId, webhookId, deliveryId, number } = turn;
  const { statusCode, durationMs } = answer;
  const isTaken = statusCode !== null && statusCode >= 200 && statusCode < 300;
  await transact({ gateway, accountId }, async (unit) => {
    // Deleted meanwhile, with all its deliveries.
    const webhook = await tryLock(unit, 'webhook', webhookId);
    if (!webhook) return;
    const error = isTaken ? null : wordsFor(answer);
    await unit.tx.webhookAttempt.create({
      data: { ...{ accountId, deliveryId, number, at }, ...{ statusCode, error, durationMs } },
    });
    if (isTaken) await settleTaken(unit, turn);
    else await settleFailed(unit, turn, answer);
    if (statusCode === GONE && !webhook.disabledAt) await disableWebhook(unit, webhookId);
    await releaseWebhook(unit, turn, !isTaken);
  });
}

/** An answer is told by its status; what went wrong on the way says the poster, in words for the account. */
function wordsFor({ statusCode, error }: EgressResponse): string {
  if (statusCode === null) return error ?? 'There was no answer.';
  const isRedirect = statusCode >= 300 && statusCode < 400;
  return `HTTP ${statusCode}${isRedirect ? ': redirects are not followed.' : ''}`;
}

/** What has arrived has arrived, also where it was given up meanwhile. */
async function settleTaken({ tx, accountId }: UnitOfWork, { deliveryId }: WebhookClaim): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { accountId, id: deliveryId },
    data: { state: 'DELIVERED', nextAttemptAt: null },
  });
}

/** Where the lease ran out, and another has taken it up meanwhile, that one says how it goes on. */
async function settleFailed(
  { tx, accountId, now }: UnitOfWork,
  { deliveryId, number }: WebhookClaim,
  { statusCode, retryAfterMs }: EgressResponse,
): Promise<void> {
  const where = { accountId, id: deliveryId, attempts: number, state: 'PENDING' } as const;
  const delivery = await tx.webhookDelivery.findFirst({ where });
  if (!delivery) return;
  const failures = delivery.failures + 1;
  const askedMs = ASKS_FOR_TIME.includes(statusCode ?? 0) ? (retryAfterMs ?? 0) : 0;
  const waitMs = backoff(WEBHOOK_BACKOFF, failures, { askedMs });
  const nextAttemptAt = waitMs === null ? null : new Date(now.getTime() + waitMs);
  const state = nextAttemptAt ? 'PENDING' : 'FAILED';
  await tx.webhookDelivery.updateMany({ where, data: { state, failures, nextAttemptAt } });
}
