import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from './config.ts';

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
