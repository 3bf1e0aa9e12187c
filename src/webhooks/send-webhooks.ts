import type { Gateway } from '../platform/gateway.ts';
import type { Task } from '../platform/worker.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { claimWebhooks, type Slots } from './claim-webhooks.ts';
import { followLogs } from './follow-logs.ts';

const TASK = 'webhooks';

/** The concurrent attempts of a node, each for another webhook. */
const SLOTS: Slots = { others: 200, failing: 100 };

/**
 * Queues deliveries for new events, and starts attempts for webhooks with due deliveries. Does not wait for an attempt,
 * so that a receiver that hangs delays only its own webhook.
 */
export function sendWebhooks(gateway: Gateway): Task {
  const logs = followLogs(gateway);
  const underWay = { others: new Set<Promise<void>>(), failing: new Set<Promise<void>>() };

  async function beginAttempts(): Promise<boolean> {
    const { others, failing } = underWay;
    const free = { others: SLOTS.others - others.size, failing: SLOTS.failing - failing.size };
    if (free.others + free.failing === 0) return false;
    const claims = await claimWebhooks(gateway, free);
    for (const claim of claims) {
      const kind = claim.isFailing ? failing : others;
      const attempt = attemptDelivery(gateway, claim).finally(() => {
        kind.delete(attempt);
        // The webhook's row was locked while the attempt was recorded, so a concurrent read of the log skipped it.
        logs.lookAgain(claim.accountId);
        gateway.worker.wake(TASK);
      });
      kind.add(attempt);
    }
    return claims.length > 0;
  }

  return {
    name: TASK,
    followsLog: logs.follows,
    async run() {
      const hasRead = await logs.read();
      const hasBegun = await beginAttempts();
      return hasRead || hasBegun;
    },
    async finish() {
      const attempts = [...underWay.others, ...underWay.failing];
      await Promise.all(attempts);
      return attempts.length > 0;
    },
  };
}
