import type { Gateway } from '../platform/gateway.ts';
import { findAccountsBehind, findNextAccountsBehind, queueDeliveries } from './queue-deliveries.ts';

/** How often the logs of all accounts are checked for events of other nodes: each time that the worker polls. */
const LOOK_EVERY_MS = 900;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface LogFollower {
  /** Notes that this node added events to an account's log. Returns whether the account has webhooks to notify. */
  follows(accountId: string): boolean;
  /** Schedules another read of an account's log. */
  lookAgain(accountId: string): void;
  /** Queues deliveries for the new events of some accounts. Returns whether there may be more. */
  read(): Promise<boolean>;
}

/**
 * Follows the logs: immediately those with new events from this node, and once a second those of all accounts, in the
 * order of their ids and in batches, so that no account starves. An account is known to have webhooks once they were
 * found behind, so that other accounts' writes wake no task. An account dropped from the known ones is found again by
 * the next poll.
 */
export function followLogs(
  gateway: Gateway,
  { accountsAtOnce = 200, maxKnown = 10_000 }: { accountsAtOnce?: number; maxKnown?: number } = {},
): LogFollower {
  const known = new Set<string>();
  const grown = new Set<string>();
  let lastId = FIRST_ID;
  let nextLook = 0;

  /** Keeps the `maxKnown` accounts that were behind most recently. */
  function remember(accountId: string): void {
    known.delete(accountId);
    known.add(accountId);
    if (known.size > maxKnown) known.delete(known.values().next().value!);
  }

  async function findGrown(): Promise<string[]> {
    const accountIds = [...grown.values().take(accountsAtOnce)];
    if (accountIds.length === 0) return [];
    for (const accountId of accountIds) grown.delete(accountId);
    return findAccountsBehind(gateway, accountIds);
  }

  async function findNext(): Promise<string[]> {
    if (performance.now() < nextLook) return [];
    const accountIds = await findNextAccountsBehind(gateway, { after: lastId, limit: accountsAtOnce });
    const isLast = accountIds.length < accountsAtOnce;
    lastId = isLast ? FIRST_ID : accountIds.at(-1)!;
    if (isLast) nextLook = performance.now() + LOOK_EVERY_MS;
    return accountIds;
  }

  /** Returns whether the account's log has more to read. */
  async function readOne(accountId: string): Promise<boolean> {
    remember(accountId);
    try {
      return await queueDeliveries(gateway, accountId);
    } catch (error) {
      // A failure for one account does not affect the others.
      gateway.log.error({ error, accountId }, 'Queueing webhook deliveries failed; it will be retried.');
      return false;
    }
  }

  return {
    follows(accountId) {
      const isKnown = known.has(accountId);
      if (isKnown) grown.add(accountId);
      return isKnown;
    },
    lookAgain(accountId) {
      grown.add(accountId);
    },
    async read() {
      const behind = new Set([...(await findGrown()), ...(await findNext())]);
      for (const accountId of behind) if (await readOne(accountId)) grown.add(accountId);
      return grown.size > 0 || lastId !== FIRST_ID;
    },
  };
}
