import type { WebhookDelivery } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState, NotFound } from '../values/errors.ts';
import { scheduleNow } from './schedule-now.ts';

/**
 * Redelivers immediately, even if already delivered, with a fresh set of retries.
 * @throws {NotFound | InvalidState} InvalidState if its webhook is disabled
 */
export function retryWebhookDelivery(actor: Actor, id: string | null): Promise<WebhookDelivery> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const found = id && (await tx.webhookDelivery.findUnique({ where: { accountId_id: { accountId, id } } }));
    if (!found) throw new NotFound('webhook delivery');
    const { webhookId } = found;
    const { disabledAt } = await lock(unit, 'webhook', webhookId);
    if (disabledAt) throw new InvalidState('DISABLED', 'The webhook is disabled. Enable it first.');
    const [delivery] = await tx.webhookDelivery.updateManyAndReturn({
      where: { accountId, id: found.id },
      data: { state: 'PENDING', failures: 0, nextAttemptAt: now },
    });
    if (!delivery) throw new NotFound('webhook delivery');
    await scheduleNow(unit.tx, { accountId, webhookIds: [webhookId], at: now });
    unit.wakeWorker();
    return delivery;
  });
}
