import type { Plugin } from 'graphql-yoga';

/** Keeps event streams out of caches: Yoga's own header would allow intermediaries to store them. */
export function useNoStore(): Plugin {
  return {
    onResponse({ response: { headers } }) {
      if (headers.get('content-type')?.startsWith('text/event-stream'))
        headers.set('cache-control', 'no-store');
    },
  };
}
