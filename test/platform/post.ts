import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { expect } from 'vitest';
import { type EgressRequest, egressPost } from '../../src/platform/egress/egress-post.ts';

/** A request as the gateway makes them, in production unless the test says otherwise. */
export function post(url: string, request: Partial<EgressRequest> = {}) {
  return egressPost({
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"a":"ä"}',
    timeoutMs: 5_000,
    allowsLoopback: false,
    ...request,
  });
}

/** One to a receiver on this host, as a developer may allow it. */
export function postHome(url: string, request: Partial<EgressRequest> = {}) {
  return post(url, { allowsLoopback: true, ...request });
}

/** A resolver that knows one name's addresses; asked again, it gives the next ones. */
export function resolvingTo(...answers: string[][]) {
  let asked = 0;
  return {
    asked: () => asked,
    lookup: async (): Promise<LookupAddress[]> => {
      const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      return addresses.map((address) => ({ address, family: isIP(address) }));
    },
  };
}

export function refusal(error: string) {
  return { statusCode: null, error, durationMs: expect.any(Number), retryAfterMs: null };
}
