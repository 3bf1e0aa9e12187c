import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { checkEgressUrl, hostnameOf, isOwnHost, type UrlProblem } from './check-egress-url.ts';
import { EgressError } from './egress-error.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';

/** Returns all addresses of a name. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The target of a request: its host name and checked addresses. */
export interface EgressTarget {
  url: URL;
  hostname: string;
  addresses: LookupAddress[];
  isAllowed: (address: string) => boolean;
}

const SENTENCES: Record<UrlProblem, string> = {
  INVALID_URL: 'The URL is not valid.',
  NOT_HTTPS: 'The URL is not HTTPS.',
  HAS_CREDENTIALS: 'The URL contains a user name or a password.',
  NOT_PUBLIC: 'The address is not public.',
};

/**
 * Checks a URL again, as it may have been saved under other rules, and the addresses of its name. One forbidden
 * address rejects the whole name: public names have none, and otherwise chance would decide which address is tried.
 *
 * @throws {EgressError}
 */
export async function findEgressTarget(
  request: { url: string; allowsLoopback: boolean },
  { lookup, signal }: { lookup: Lookup; signal: AbortSignal },
): Promise<EgressTarget> {
  const fault = checkEgressUrl(request.url, request);
  if (fault) throw new EgressError(SENTENCES[fault]);
  const url = new URL(request.url);
  const hostname = hostnameOf(url);
  // Even if this host may be called, only its own name may resolve to it: a public name must have public addresses.
  const isAllowed = isOwnHost(hostname) ? isLoopback : isPublicAddress;
  const addresses = (await findAddresses(hostname, { lookup, signal })).map((address) => ({
    address,
    family: isIP(address),
  }));
  if (addresses.length === 0) throw new EgressError('The name could not be resolved.');
  if (!addresses.every(({ address }) => isAllowed(address))) throw new EgressError(SENTENCES.NOT_PUBLIC);
  return { url, hostname, addresses, isAllowed };
}

async function findAddresses(
  hostname: string,
  { lookup, signal }: { lookup: Lookup; signal: AbortSignal },
): Promise<string[]> {
  if (isIP(hostname) !== 0) return [hostname];
  // RFC 6761: the name always means this host, whatever a resolver returns.
  if (hostname === 'localhost') return ['127.0.0.1', '::1'];
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  const found = await Promise.race([lookup(hostname).catch(() => []), late]);
  return found.map(({ address }) => address);
}
