import type { Gateway } from '../platform/gateway.ts';
import { type Authenticate, createAuthenticate } from './authenticate.ts';
import { trackApiKeyUsage } from './track-api-key-usage.ts';
import { type TokenWatch, watchTokens } from './watch-tokens.ts';

/** Authenticates callers, and watches for the end of their tokens. */
export interface Auth {
  authenticate: Authenticate;
  watch: TokenWatch['watch'];
  close(): Promise<void>;
}

export function createAuth(gateway: Gateway): Auth {
  const uses = trackApiKeyUsage(gateway);
  const { watch, close } = watchTokens(gateway);
  return {
    authenticate: createAuthenticate(gateway, uses.track),
    watch,
    async close() {
      close();
      await uses.close();
    },
  };
}
