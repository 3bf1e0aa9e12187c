import { expect } from 'vitest';
import { EventType } from '../../src/generated/prisma/enums.ts';
import type { Answer, Caller } from '../support/caller.ts';
import type { Received } from '../support/receiver.ts';

export const WEBHOOK =
  'id url events description disabledAt previousSecretExpiresAt version createdAt updatedAt';
export const DELIVERY =
  'id state nextAttemptAt createdAt event { name } attempts { at statusCode error durationMs }';

export const EVERYTHING = Object.values(EventType);

/** A webhook, of all events where nothing is said, and its secret. */
export async function createWebhook(
  caller: Caller,
  input: { url: string; events?: string[]; description?: string },
): Promise<{ webhook: Answer; secret: string }> {
  const result = await caller.mutate(
    'createWebhook',
    { events: EVERYTHING, ...input },
    `... on CreateWebhookSuccess { webhook { ${WEBHOOK} } secret }`,
  );
  expect(result.__typename).toBe('CreateWebhookSuccess');
  return result;
}

export async function readWebhook(caller: Caller, id: string): Promise<Answer> {
  return (await caller.run(`query($id: ID!) { webhook(id: $id) { ${WEBHOOK} } }`, { id })).webhook;
}

export async function setEnabled(caller: Caller, id: string, enabled: boolean): Promise<Answer> {
  const success = `... on UpdateWebhookSuccess { webhook { ${WEBHOOK} } }`;
  const result = await caller.mutate('updateWebhook', { id, enabled }, success);
  expect(result.__typename).toBe('UpdateWebhookSuccess');
  return result.webhook;
}

/** The deliveries of a webhook, in the order of their events. */
export async function readDeliveries(caller: Caller, webhookId: string): Promise<Answer[]> {
  const { webhook } = await caller.run(
    `query($id: ID!) { webhook(id: $id) { deliveries(first: 100) { nodes { ${DELIVERY} } } } }`,
    { id: webhookId },
  );
  return webhook.deliveries.nodes.reverse();
}

/** The places in the log of what a receiver was told of, in the order in which it was. */
export function sequencesOf(received: readonly Received[]): number[] {
  return received.map(({ body }) => JSON.parse(body).sequence);
}

export function idsOf(received: readonly Received[]): string[] {
  return received.map(({ headers }) => String(headers['webhook-id']));
}
