import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/id-generator.ts';
import { readToken } from './authenticate.ts';
import { findTokens } from './find-tokens.ts';

/** Looks again and again after the tokens that something long-lived was opened with. */
export interface TokenWatch {
  /**
   * Calls back, once, when the token of an `Authorization` header works no more.
   * @returns what ends the watching
   */
  watch(authorization: string | null | undefined, onEnd: () => void): () => void;
  close(): void;
}

const LOOK_MS = 2_000;

/** One statement for all tokens of this node, wherever they were revoked. */
export function watchTokens(gateway: Gateway): TokenWatch {
  const watched = new Map<string, { tokenHash: Buffer; callbacks: Set<() => void> }>();
  let isLooking = false;

  async function look(): Promise<void> {
    const entries = [...watched];
    if (isLooking || entries.length === 0) return;
    isLooking = true;
    try {
      const tokenHashes = entries.map(([, { tokenHash }]) => tokenHash);
      const found = await findTokens(gateway, tokenHashes);
      const working = new Set(found.map(({ tokenHash }) => tokenHash.toString('base64')));
      for (const [name, { callbacks }] of entries) {
        if (working.has(name)) continue;
        watched.delete(name);
        for (const onEnd of callbacks) onEnd();
      }
    } catch (error) {
      // Nobody is put out because the database is away for a moment.
      gateway.log.warn({ error }, 'Looking after the keys of open subscriptions failed.');
    } finally {
      isLooking = false;
    }
  }

  const looking = setInterval(() => void look(), LOOK_MS);
  looking.unref();

  return {
    watch(authorization, onEnd) {
      const tokenHash = hashToken(readToken(authorization) ?? '');
      const name = tokenHash.toString('base64');
      const entry = watched.get(name) ?? { tokenHash, callbacks: new Set() };
      watched.set(name, entry);
      // The same function may be handed in twice: each is its own.
      const callback = () => onEnd();
      entry.callbacks.add(callback);
      return () => {
        entry.callbacks.delete(callback);
        if (entry.callbacks.size === 0 && watched.get(name) === entry) watched.delete(name);
      };
    },
    close: () => clearInterval(looking),
  };
}
