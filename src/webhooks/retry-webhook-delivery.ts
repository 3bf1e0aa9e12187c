import type { WebhookDelivery } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState, NotFound } from '../values/errors.ts';
import { scheduleNow } from './schedule-now.ts';

/**
 * Has a delivery made again from the start, whatever became of it: at once, with all attempts before it.
 * @throws {NotFound | InvalidState} InvalidState where its webhook is disabled
 */
export function retryWebhookDelivery(actor: Actor, id: string | null): Promise<WebhookDelivery> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const found = id && (await tx.webhookDelivery.findUnique({ where: { accountId_id: { accountId, id } } }));
    if (!found) throw new NotFound('webhook delivery');
    const { webhookId } = found;
    const { disabledAt } = await lock(unit, 'webhook', webhookId);
    if (disabledAt) throw new InvalidState('DISABLED', 'The webhook is disabled: enable it first.');
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
