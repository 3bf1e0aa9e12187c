import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS } from '../values/durations.ts';
import { type WebhookWithSecret, WITHOUT_SECRETS } from './public-webhook.ts';
import { createWebhookSecret } from './sign-payload.ts';

const GRACE_MS = DAY_MS;

/**
 * Replaces a webhook's secret. For another day payloads are signed with the previous secret as well, so that the
 * receiver can switch. An older secret, from a recent rotation, is no longer used.
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
