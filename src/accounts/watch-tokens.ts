import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/id-generator.ts';
import { readToken } from './authenticate.ts';
import { findTokens } from './find-tokens.ts';

/** Periodically checks the tokens of long-lived connections. */
export interface TokenWatch {
  /**
   * Calls `onEnd` once when the token of an `Authorization` header stops working.
   * @returns a function that stops watching
   */
  watch(authorization: string | null | undefined, onEnd: () => void): () => void;
  close(): void;
}

const CHECK_MS = 2_000;

/** One statement checks all tokens of this node, wherever they were revoked. */
export function watchTokens(gateway: Gateway): TokenWatch {
  const watched = new Map<string, { tokenHash: Buffer; callbacks: Set<() => void> }>();
  let isChecking = false;

  async function check(): Promise<void> {
    const entries = [...watched];
    if (isChecking || entries.length === 0) return;
    isChecking = true;
    try {
      const tokenHashes = entries.map(([, { tokenHash }]) => tokenHash);
      const found = await findTokens(gateway, tokenHashes);
      const valid = new Set(found.map(({ tokenHash }) => tokenHash.toString('base64')));
      for (const [name, { callbacks }] of entries) {
        if (valid.has(name)) continue;
        watched.delete(name);
        for (const onEnd of callbacks) onEnd();
      }
    } catch (error) {
      // No connection is closed because the database is briefly unavailable.
      gateway.log.warn({ error }, 'Checking the API keys of open connections failed.');
    } finally {
      isChecking = false;
    }
  }

  const checking = setInterval(() => void check(), CHECK_MS);
  checking.unref();

  return {
    watch(authorization, onEnd) {
      const tokenHash = hashToken(readToken(authorization) ?? '');
      const name = tokenHash.toString('base64');
      const entry = watched.get(name) ?? { tokenHash, callbacks: new Set() };
      watched.set(name, entry);
      // The same function may be passed twice: each call is separate.
      const callback = () => onEnd();
      entry.callbacks.add(callback);
      return () => {
        entry.callbacks.delete(callback);
        if (entry.callbacks.size === 0 && watched.get(name) === entry) watched.delete(name);
      };
    },
    close: () => clearInterval(checking),
  };
}
