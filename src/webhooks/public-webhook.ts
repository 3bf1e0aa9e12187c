import type { Webhook } from '../generated/prisma/client.ts';

/** The columns to omit wherever a webhook is returned or stored in a response: secrets are returned only once. */
export const WITHOUT_SECRETS = { secret: true, previousSecret: true } as const;

export type PublicWebhook = Omit<Webhook, keyof typeof WITHOUT_SECRETS>;

/** A webhook with its secret, returned only when that is created. */
export interface WebhookWithSecret {
  webhook: PublicWebhook;
  secret: string;
}
