import type { Gateway } from '../platform/gateway.ts';
import type { Task } from '../platform/worker.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { claimWebhooks, type Slots } from './claim-webhooks.ts';
import { findAccountsBehind, queueDeliveries } from './queue-deliveries.ts';

const TASK = 'webhooks';

/** The concurrent attempts of a node, each for another webhook. */
const PLACES: Slots = { others: 200, failing: 100 };

/** How often all logs are checked for events of other nodes: each time that the worker polls. */
const LOOK_EVERY_MS = 900;

/**
 * Queues deliveries for new events, and starts attempts for webhooks with due deliveries. Does not wait for an attempt,
 * so that a receiver that hangs delays only its own webhook.
 */
export function sendWebhooks(gateway: Gateway): Task {
  const logs = followLogs(gateway);
  const underWay = { others: new Set<Promise<void>>(), failing: new Set<Promise<void>>() };

  async function beginAttempts(): Promise<boolean> {
    const { others, failing } = underWay;
    const free = { others: PLACES.others - others.size, failing: PLACES.failing - failing.size };
    if (free.others + free.failing === 0) return false;
    const turns = await claimWebhooks(gateway, free);
    for (const turn of turns) {
      const kind = turn.isFailing ? failing : others;
      const attempt = attemptDelivery(gateway, turn).finally(() => {
        kind.delete(attempt);
        // The webhook's row was locked while the attempt was recorded, so a concurrent read of the log skipped it.
        logs.lookAgain(turn.accountId);
        gateway.worker.wake(TASK);
      });
      kind.add(attempt);
    }
    return turns.length > 0;
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

/**
 * Selects the logs to read: immediately those with new events from this node, and once a second those of any node. An
 * account is known to have webhooks once they were found behind, so that other accounts' writes wake no task.
 */
function followLogs(gateway: Gateway) {
  const known = new Set<string>();
  const grown = new Set<string>();
  let nextLook = 0;

  async function findGrown(): Promise<string[]> {
    const here = [...grown];
    grown.clear();
    if (performance.now() >= nextLook) {
      nextLook = performance.now() + LOOK_EVERY_MS;
      return findAccountsBehind(gateway, 'all');
    }
    return here.length > 0 ? findAccountsBehind(gateway, here) : [];
  }

  async function readOne(accountId: string): Promise<boolean> {
    known.add(accountId);
    try {
      return await queueDeliveries(gateway, accountId);
    } catch (error) {
      // A failure for one account does not affect the others.
      gateway.log.error({ error, accountId }, 'Webhooks could not be told of events; it is tried again.');
      return false;
    }
  }

  return {
    follows(accountId: string): boolean {
      const isKnown = known.has(accountId);
      if (isKnown) grown.add(accountId);
      return isKnown;
    },
    lookAgain(accountId: string): void {
      grown.add(accountId);
    },
    async read(): Promise<boolean> {
      const unfinished: string[] = [];
      for (const accountId of await findGrown()) if (await readOne(accountId)) unfinished.push(accountId);
      for (const accountId of unfinished) grown.add(accountId);
      return unfinished.length > 0;
    },
  };
}
