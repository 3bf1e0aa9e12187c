import { BlockList, isIP, isIPv4 } from 'node:net';

// The whole of IANA's IPv4 Special-Purpose Address Registry, and the blocks that belong to no single host. The registry
// calls a few of these globally reachable (AS112, AMT, two anycast addresses in 192.0.0.0/24), but no receiver is there.
// https://www.iana.org/assignments/iana-ipv4-special-registry
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared, carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, with the clouds' metadata at 169.254.169.254
  '172.16.0.0/12', // private
  '192.0.0.0/24', // IETF protocols
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays, deprecated
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast: its own registry
  '240.0.0.0/4', // reserved, with the broadcast address
];

// IPv6 uses an allow list: IANA assigns global addresses from this block only. That excludes unspecified, loopback,
// embedded IPv4 (compatible, mapped, NAT64), discard, segment routing, unique local, link-local, site-local, multicast,
// and future special blocks.
// https://www.iana.org/assignments/ipv6-address-space
const GLOBAL_V6 = '2000::/3';

// The entries of IANA's IPv6 Special-Purpose Address Registry within that block.
// https://www.iana.org/assignments/iana-ipv6-special-registry
const NOT_PUBLIC_V6 = [
  '2001::/23', // IETF protocols: Teredo, benchmarking, AMT, AS112, ORCHID, drones
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address within, of any kind
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

const specialV4 = blockList(NOT_PUBLIC_V4);
const specialV6 = blockList(NOT_PUBLIC_V6);
const globalV6 = blockList([GLOBAL_V6]);
const loopbackV4 = blockList(['127.0.0.0/8']);

/**
 * Whether a host on the public internet can have this address. Accepts the format of resolvers and parsed URLs; any
 * other (octal, a name, an address with a zone) is not public. An IPv4 address embedded in IPv6 is always rejected: a
 * name also has its IPv4 addresses in plain form, so the embedded form only serves to disguise one.
 */
export function isPublicAddress(address: string): boolean {
  if (!isPlain(address)) return false;
  if (isIPv4(address)) return !specialV4.check(address);
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

/** Whether it is this host's own address: 127.0.0.0/8 or ::1, in no other notation. */
export function isLoopback(address: string): boolean {
  if (!isPlain(address)) return false;
  return isIPv4(address) ? loopbackV4.check(address) : address === '::1';
}

// Only non-public addresses have zones, but Node.js accepts one after any IPv6 address.
function isPlain(address: string): boolean {
  return isIP(address) !== 0 && !address.includes('%');
}

function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network, bits] = block.split('/') as [string, string];
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
