import { isIP } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';

export type UrlProblem = 'INVALID_URL' | 'NOT_HTTPS' | 'HAS_CREDENTIALS' | 'NOT_PUBLIC';

// RFC 6761 (localhost), RFC 6762 with its appendix G (local and what networks at home and at work use), ICANN's
// reservation of internal, RFC 8375 (home.arpa). Only the earliest word: what counts is the address at connection time.
const INWARD_DOMAINS = [
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

// The parser drops these without a word, and the address would not be the one that was read.
const BLANK = /[\p{Cc}\s]/u;

/**
 * What is wrong with an address that the gateway shall call, as far as it can be told without asking DNS. Any port will
 * do: receivers have many, only public hosts are called, and what they hear first is TLS, which no other protocol
 * takes for a command.
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
  // No name has an empty part, and behind one more dot the parser takes an address for a name.
  if (hostname.split('.').includes('')) return 'INVALID_URL';
  if (username !== '' || password !== '') return 'HAS_CREDENTIALS';
  return isOwn || isPublicHost(hostname) ? null : 'NOT_PUBLIC';
}

/**
 * The host as name or address: `::1` rather than `[::1]`, and no dot at the end. The parser has written it in small
 * letters by then, and an IPv4 address in its four decimals, whichever way it came.
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
  return hostname.includes('.') && !INWARD_DOMAINS.some((domain) => `.${hostname}`.endsWith(`.${domain}`));
}
