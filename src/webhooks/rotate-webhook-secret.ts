import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS } from '../values/durations.ts';
import { type WebhookWithSecret, WITHOUT_SECRETS } from './public-webhook.ts';
import { createWebhookSecret } from './sign-payload.ts';

const GRACE_MS = DAY_MS;

/**
 * Gives a webhook another secret. What is sent is signed with the one that it had, too, for a day more, so that the
 * receiver has time to change over; one from a rotation shortly before signs no more.
 * @throws {NotFound}
 */
export function rotateWebhookSecret(actor: Actor, id: string | null): Promise<WebhookWithSecret> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { id: webhookId, secret: previousSecret } = await lock(unit, 'webhook', id);
    const secret = createWebhookSecret();
    const previousSecretExpiresAt = new Date(now.getTime() + GRACE_MS);
    const webhook = await tx.webhook.update({
      where: { accountId_id: { accountId, id: webhookId } },
      data: { secret, previousSecret, previousSecretExpiresAt, updatedAt: now },
      omit: WITHOUT_SECRETS,
    });
    return { webhook, secret };
  });
}
