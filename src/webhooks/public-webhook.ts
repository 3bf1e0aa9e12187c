import type { Webhook } from '../generated/prisma/client.ts';

/** What is left out of a webhook wherever it is shown or kept as an answer: its secrets are told once. */
export const WITHOUT_SECRETS = { secret: true, previousSecret: true } as const;

export type PublicWebhook = Omit<Webhook, keyof typeof WITHOUT_SECRETS>;

/** With its secret, the once. */
export interface WebhookWithSecret {
  webhook: PublicWebhook;
  secret: string;
}
