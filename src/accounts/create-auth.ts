import type { Gateway } from '../platform/gateway.ts';
import { type Authenticate, createAuthenticate } from './authenticate.ts';
import { noteUses } from './track-api-key-usage.ts';
import { type TokenWatch, watchTokens } from './watch-tokens.ts';

/** Who may come in, and who has to leave. */
export interface Access {
  authenticate: Authenticate;
  watch: TokenWatch['watch'];
  close(): Promise<void>;
}

export function openAccess(gateway: Gateway): Access {
  const uses = noteUses(gateway);
  const { watch, close } = watchTokens(gateway);
  return {
    authenticate: createAuthenticate(gateway, uses.note),
    watch,
    async close() {
      close();
      await uses.close();
    },
  };
}
