import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from '../platform/config.ts';

type ProxySetting = Pick<Config, 'trustedProxies'>;

/**
 * The network that a request comes from, by which it is limited: an IPv4 address, or the first 64 bits of an
 * IPv6 address, which are what one household is given. Each trusted proxy adds the address that it was called
 * from at the end of X-Forwarded-For; what stands before those anybody can have written.
 */
export function networkOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  { trustedProxies }: ProxySetting,
): string {
  const nearest = socket.remoteAddress ?? '';
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const chain = [...forwarded.map(withoutPort).filter(Boolean), nearest];
  const address = chain.at(-1 - trustedProxies) ?? chain[0]!;
  return toNetwork(isIP(address) ? address : nearest);
}

/** "192.0.2.1:4711" and "[2001:db8::1]:4711" are what some proxies write. */
function withoutPort(text: string): string {
  const [, inBrackets, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  return inBrackets ?? dotted ?? text.trim();
}

function toNetwork(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped || isIP(address) !== 6) return mapped ?? address;
  // One way of writing it for each address: lower case, no leading zeros, an IPv4 tail as two groups.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head, tail] = hostname.slice(1, -1).split('::') as [string, string?];
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - (tail?.split(':').filter(Boolean).length ?? 0);
  const whole = tail === undefined ? groups : [...groups, ...Array(missing).fill('0'), ...tail.split(':')];
  return `${whole.slice(0, 4).join(':')}::/64`;
}

/**
 * Whether a request was made by our own page, as far as the browser tells; a program tells nothing.
 * The page sends no referrer, and for that a browser calls the origin of its forms `null`. One that says
 * no Sec-Fetch-Site (there is none without TLS) leaves it at that; whoever could use it has the page's secret
 * address, and with it all that the page itself can do.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site === 'same-origin';
  const { origin } = headers;
  if (!origin || origin === 'null' || origin === new URL(publicUrl).origin) return true;
  return URL.parse(origin)?.host === headers.host;
}
