import { lockAccount } from '../accounts/lock-account.ts';
import type { EventType } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { type WebhookWithSecret, WITHOUT_SECRETS } from './public-webhook.ts';
import { createWebhookSecret } from './sign-payload.ts';
import { checkWebhook } from './webhook-input.ts';

export interface CreateWebhookInput {
  url: string;
  events: EventType[];
  description?: string | null;
}

export const MAX_WEBHOOKS = 50;

/** Creates a webhook for events from now on. @throws {InvalidInput} */
export async function createWebhook(actor: Actor, input: CreateWebhookInput): Promise<WebhookWithSecret> {
  const check = new InputCheck();
  const { gateway } = actor;
  const data = { ...input, ...checkWebhook(check, gateway.config, input) };
  check.finish();
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    // This also locks the account, so that concurrent requests count each other's webhooks.
    const { eventSeq: position } = await lockAccount(unit);
    if ((await tx.webhook.count({ where: { accountId } })) >= MAX_WEBHOOKS) {
      check.add([], 'TOO_MANY', `An account may have at most ${MAX_WEBHOOKS} webhooks. Delete one first.`);
      check.finish();
    }
    const secret = createWebhookSecret();
    const webhook = await tx.webhook.create({
      data: {
        ...{ ...data, accountId, id: gateway.ids.uuid(), secret, position },
        ...{ createdAt: now, updatedAt: now },
      },
      omit: WITHOUT_SECRETS,
    });
    return { webhook, secret };
  });
}
