import type { Actor } from '../platform/actor.ts';
import { lockRow, requireVersion } from '../platform/lock-row.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { disableWebhook } from './disable-webhook.ts';
import { lockLogEnd } from './lock-log-end.ts';
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
    id: requestedId,
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
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Webhook', requestedId) } };
    const webhook = await tx.webhook.findUniqueOrThrow({ where });
    requireVersion(webhook, expectedVersion);
    const isEnabled = webhook.disabledAt === null;
    const disables = isEnabled && enabled === false;
    if (disables) await disableWebhook(unit, webhook.id);
    return tx.webhook.update({
      where,
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
  return { disabledAt: null, isFailing: false, position: await lockLogEnd(unit) };
}
