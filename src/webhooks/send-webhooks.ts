import type { Gateway } from '../platform/gateway.ts';
import type { Task } from '../platform/worker.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { claimWebhooks, type Slots } from './claim-webhooks.ts';
import { findAccountsBehind, queueDeliveries } from './queue-deliveries.ts';

const TASK = 'webhooks';

/** So many attempts are under way at a node at once, each for another webhook. */
const PLACES: Slots = { others: 200, failing: 100 };

/** So often all logs are looked at, for what other nodes have written: each time that the worker looks by itself. */
const LOOK_EVERY_MS = 900;

/**
 * What there is to be done for webhooks: they read on in their logs, and each that has something due is told of it.
 * An attempt is begun, and not waited for, so that a receiver that hangs keeps none but its own webhook waiting.
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
        // While that was written down, the webhook was passed over by whoever read on in its log.
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
 * Which logs are to be read: those that have grown at this node, at once, and each second whichever have. An account
 * is known to have webhooks once they were found behind, so that the writes of all others wake nobody.
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
      // One account that cannot be read for does not keep the others from it.
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
