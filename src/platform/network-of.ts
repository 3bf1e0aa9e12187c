import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from './config.ts';

type ProxySetting = Pick<Config, 'trustedProxies'>;

/**
 * Returns the network that a request comes from, which rate limits count by: an IPv4 address, or the first 64 bits
 * of an IPv6 address, the usual allocation of one household. Each trusted proxy appends its caller's address to
 * X-Forwarded-For; any client can forge the entries before those.
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

/** Some proxies write "192.0.2.1:4711" and "[2001:db8::1]:4711". */
function withoutPort(text: string): string {
  const [, inBrackets, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  return inBrackets ?? dotted ?? text.trim();
}

function toNetwork(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped || isIP(address) !== 6) return mapped ?? address;
  // The URL parser normalizes the address: lower case, no leading zeros, an IPv4 tail as two groups.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head, tail] = hostname.slice(1, -1).split('::') as [string, string?];
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - (tail?.split(':').filter(Boolean).length ?? 0);
  const whole = tail === undefined ? groups : [...groups, ...Array(missing).fill('0'), ...tail.split(':')];
  return `${whole.slice(0, 4).join(':')}::/64`;
}
