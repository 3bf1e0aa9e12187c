import type { Gateway } from '../platform/gateway.ts';
import { findAccountsBehind, findNextAccountsBehind, queueDeliveries } from './queue-deliveries.ts';

/** How often the logs of all accounts are looked at: each time that the worker looks by itself. */
const LOOK_EVERY_MS = 900;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface LogFollower {
  /** Notes that an account's log has grown at this node. Returns whether its webhooks are to read on. */
  follows(accountId: string): boolean;
  /** Has an account's webhooks read on again. */
  lookAgain(accountId: string): void;
  /** Has some webhooks read on in their logs. Returns whether there may be more to read. */
  read(): Promise<boolean>;
}

/**
 * Follows the logs that have grown at this node, and each second those of all accounts, in the order of their ids and
 * a limited number at a time, so that no account waits for ever. An account is known to have webhooks once they were
 * found behind, so that the writes of all others wake nobody; one that is forgotten is found again within a second.
 */
export function followLogs(
  gateway: Gateway,
  { accountsAtOnce = 200, maxKnown = 10_000 }: { accountsAtOnce?: number; maxKnown?: number } = {},
): LogFollower {
  const known = new Set<string>();
  const grown = new Set<string>();
  let lastId = FIRST_ID;
  let nextLook = 0;

  /** Remembers the accounts that were behind last. */
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

  /** Returns whether the account's webhooks have more to read. */
  async function readOne(accountId: string): Promise<boolean> {
    remember(accountId);
    try {
      return await queueDeliveries(gateway, accountId);
    } catch (error) {
      // One account that cannot be read for does not keep the others from it.
      gateway.log.error({ error, accountId }, 'Webhooks could not be told of events; it is tried again.');
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
