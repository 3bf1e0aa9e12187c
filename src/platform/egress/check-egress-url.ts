import { isIP } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';

export type UrlProblem = 'INVALID_URL' | 'NOT_HTTPS' | 'HAS_CREDENTIALS' | 'NOT_PUBLIC';

// RFC 6761 (localhost), RFC 6762 with its appendix G (local and what networks at home and at work use), ICANN's
// reservation of internal, RFC 8375 (home.arpa). Only an early check: the address at connection time decides.
const PRIVATE_DOMAINS = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
];

// The parser silently removes these, so the URL would differ from the one that was checked.
const BLANK = /[\p{Cc}\s]/u;

/**
 * Returns the problem of a URL that the gateway is asked to call, as far as it is visible without DNS. Any port is
 * allowed: receivers use many, only public hosts are called, and the first bytes sent are TLS, which no other
 * protocol interprets as a command.
 *
 * @param options.allowsLoopback for development: also http, but to this host only
 */
export function checkEgressUrl(url: string, options: { allowsLoopback: boolean }): UrlProblem | null {
  const parsed = BLANK.test(url) ? null : URL.parse(url);
  if (parsed === null || parsed.port === '0') return 'INVALID_URL';
  const { protocol, username, password } = parsed;
  const hostname = hostnameOf(parsed);
  const isOwn = options.allowsLoopback && isOwnHost(hostname);
  if (protocol !== 'https:' && !(isOwn && protocol === 'http:')) return 'NOT_HTTPS';
  // No name has an empty label, and with a second trailing dot the parser takes an address for a name.
  if (hostname.split('.').includes('')) return 'INVALID_URL';
  if (username !== '' || password !== '') return 'HAS_CREDENTIALS';
  return isOwn || isPublicHost(hostname) ? null : 'NOT_PUBLIC';
}

/**
 * Returns the host as a name or address: `::1` rather than `[::1]`, and without a trailing dot. The parser has
 * already lowercased it, and written an IPv4 address as four decimals, whatever its original form.
 */
export function hostnameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

/** Whether the name or address means this host. */
export function isOwnHost(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname);
}

function isPublicHost(hostname: string): boolean {
  if (isIP(hostname) !== 0) return isPublicAddress(hostname);
  return hostname.includes('.') && !PRIVATE_DOMAINS.some((domain) => `.${hostname}`.endsWith(`.${domain}`));
}
