import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, Caller } from '../support/caller.ts';
import { createWebhook, EVERYTHING } from '../webhooks/make-webhook.ts';
import type { FickleReceiver } from './fickle-receiver.ts';
import type { Books } from './writers.ts';

/** A webhook of an account, and what it has asked for. */
export interface ToldWebhook {
  id: string;
  path: string;
  types: readonly string[];
  books: Books;
}

const SOME = ['INVOICE_PAID', 'PAYMENT_RECEIVED', 'CLIENT_CREATED'];

/** Each account gets a webhook of all events, and every second one of some besides. */
export async function makeWebhooks(accounts: Books[], receiver: FickleReceiver): Promise<ToldWebhook[]> {
  const made: ToldWebhook[] = [];
  for (const [index, books] of accounts.entries()) {
    const kinds = index % 2 === 0 ? { all: EVERYTHING, some: SOME } : { all: EVERYTHING };
    for (const [kind, types] of Object.entries(kinds)) {
      const path = `/${index}/${kind}`;
      const { webhook, secret } = await createWebhook(books.caller, {
        ...{ url: receiver.urlOf(path), events: types },
      });
      receiver.expectAt(path, secret);
      made.push({ id: webhook.id, path, types, books });
    }
  }
  return made;
}

/** The newest event's first. */
export async function readDeliveriesOf(
  caller: Caller,
  webhookId: string,
  { states, fields }: { states?: string[]; fields: string },
): Promise<Answer[]> {
  const query = `query($id: ID!, $after: String, $states: [WebhookDeliveryState!]) { webhook(id: $id) {
    deliveries(first: 100, after: $after, states: $states) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
  } }`;
  const all: Answer[] = [];
  for (let after: string | null = null; ; ) {
    const { webhook } = await caller.run(query, { id: webhookId, states, after });
    all.push(...webhook.deliveries.nodes);
    if (!webhook.deliveries.pageInfo.hasNextPage) return all;
    after = webhook.deliveries.pageInfo.endCursor;
  }
}

export interface Retries {
  /** So many deliveries were asked for again. */
  asked: number;
  /** What nobody should be answered. */
  faults: string[];
}

/** What is due later than that a user does not wait for: in five minutes, after the second attempt. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

/** A user who looks at what waits for long, and has it sent at once, at whichever node is there. */
export async function retryUntil(
  over: AbortSignal,
  { webhook, urls, retries }: { webhook: ToldWebhook; urls: readonly string[]; retries: Retries },
): Promise<void> {
  const { token, accountId } = webhook.books.caller;
  for (let turn = 0; !over.aborted; turn += 1) {
    const caller = new Caller({ url: urls[turn % urls.length]!, token, accountId });
    await retryWaiting(caller, webhook.id, retries).catch((error: unknown) => {
      // That is what `fetch` throws where a node is away, or goes away. The next one is asked.
      if (!(error instanceof TypeError)) retries.faults.push(`${webhook.path}: ${error}`);
    });
    await pause(LOOK_EVERY_MS, null, { signal: over }).catch(() => {});
  }
}

async function retryWaiting(caller: Caller, webhookId: string, retries: Retries): Promise<void> {
  const pending = await readDeliveriesOf(caller, webhookId, {
    ...{ states: ['PENDING'], fields: 'id nextAttemptAt' },
  });
  const isFar = ({ nextAttemptAt }: Answer) => Date.parse(nextAttemptAt) > Date.now() + PATIENCE_MS;
  for (const { id } of pending.filter(isFar)) {
    const { __typename } = await caller.mutateById('retryWebhookDelivery', id);
    if (__typename === 'RetryWebhookDeliverySuccess') retries.asked += 1;
    else retries.faults.push(`${id}: ${__typename}`);
  }
}
