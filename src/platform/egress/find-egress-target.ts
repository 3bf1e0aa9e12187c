import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { checkEgressUrl, hostnameOf, isOwnHost, type UrlProblem } from './check-egress-url.ts';
import { EgressError } from './egress-error.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';

/** All addresses of a name. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Where a request goes: the name, and the addresses behind it, each of them checked. */
export interface EgressTarget {
  url: URL;
  hostname: string;
  addresses: LookupAddress[];
  isAllowed: (address: string) => boolean;
}

const SENTENCES: Record<UrlProblem, string> = {
  INVALID_URL: 'The URL is not valid.',
  NOT_HTTPS: 'The URL is not HTTPS.',
  HAS_CREDENTIALS: 'The URL has a user name or a password in it.',
  NOT_PUBLIC: 'The address is not public.',
};

/**
 * Checks a URL again, which may have been saved under other rules, and the addresses behind its name. One that is not
 * allowed refuses them all: a public name has none, and which one is tried would be chance.
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
  // Where this host may be called, then by its own name only: a public one must lead outside even there.
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
  // RFC 6761: it means nothing else, whatever a resolver may say.
  if (hostname === 'localhost') return ['127.0.0.1', '::1'];
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  const found = await Promise.race([lookup(hostname).catch(() => []), late]);
  return found.map(({ address }) => address);
}
