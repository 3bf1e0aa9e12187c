import { lockAccount } from '../accounts/lock-account.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { disableWebhook } from './disable-webhook.ts';
import { type PublicWebhook, WITHOUT_SECRETS } from './public-webhook.ts';
import { checkWebhook, type WebhookInput } from './webhook-input.ts';

/**
 * Updates the given fields. Pending deliveries go to the URL at the time of each attempt. Disabling a webhook abandons
 * them; a webhook that is enabled again receives events from then on.
 * @throws {InvalidInput | NotFound | VersionConflict}
 */
export async function updateWebhook(
  actor: Actor,
  {
    id,
    expectedVersion,
    enabled,
    ...input
  }: WebhookInput & { id: string | null; expectedVersion?: number | null; enabled?: boolean | null },
): Promise<PublicWebhook> {
  const check = new InputCheck();
  const data = checkWebhook(check, actor.gateway.config, input);
  if (enabled === null) check.add(['enabled'], 'REQUIRED', 'This must not be empty.');
  check.finish();
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const webhook = await lock(unit, 'webhook', id, { expectedVersion });
    const isEnabled = webhook.disabledAt === null;
    const disables = isEnabled && enabled === false;
    if (disables) await disableWebhook(unit, webhook.id);
    return tx.webhook.update({
      where: { accountId_id: { accountId, id: webhook.id } },
      data: {
        ...data,
        ...(!isEnabled && enabled && (await enabledFromNow(unit))),
        // The state of a new URL is unknown.
        ...(data.url !== undefined && { isFailing: false }),
        // `disableWebhook` has incremented the version already.
        ...(!disables && { version: { increment: 1 } }),
        updatedAt: now,
      },
      omit: WITHOUT_SECRETS,
    });
  });
}

async function enabledFromNow(unit: UnitOfWork) {
  const { eventSeq: position } = await lockAccount(unit);
  return { disabledAt: null, isFailing: false, position };
}
