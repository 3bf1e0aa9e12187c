import fc from 'fast-check';

/** What no receiver has, as IANA's registries and the RFCs name it: written anew, not taken from the code. */
export const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
];

export const SPECIAL_V6 = [
  '::/128',
  '::1/128',
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001::/32',
  '2001:2::/48',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:10::/28',
  '2001:20::/28',
  '2001:30::/28',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  // Not given out for global addresses.
  '4000::/2',
  '8000::/1',
  '::/3',
];

export interface Block {
  first: bigint;
  last: bigint;
}

export function blockOf(text: string): Block {
  const [network, bits] = text.split('/') as [string, string];
  const width = network.includes(':') ? 128 : 32;
  const first = width === 32 ? readV4(network) : readV6(network);
  return { first, last: first + 2n ** BigInt(width - Number(bits)) - 1n };
}

/** An address out of one of the blocks, the first and the last ones often. */
export function addressIn(blocks: readonly string[]): fc.Arbitrary<bigint> {
  return fc
    .constantFrom(...blocks)
    .map(blockOf)
    .chain(({ first, last }) => fc.oneof(fc.constantFrom(first, last), fc.bigInt(first, last)));
}

export function writeV4(address: bigint): string {
  return bytesOf(address).join('.');
}

/** All eight groups. */
export function writeV6(address: bigint): string {
  return groupsOf(address)
    .map((group) => group.toString(16))
    .join(':');
}

/** What the parser of URLs takes for one IPv4 address, and what hides one in IPv6. */
export function formsOfV4(address: bigint): string[] {
  const [a, b, c, d] = bytesOf(address) as [number, number, number, number];
  const [hex, octal] = [address.toString(16), address.toString(8)];
  const dotted = `${a}.${b}.${c}.${d}`;
  const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  return [
    dotted,
    `${dotted}.`,
    `${address}`,
    `0x${hex}`,
    `0X${hex.toUpperCase()}`,
    `0${octal}`,
    `000${octal}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}`,
    [a, b, c, d].map((byte) => `0${byte.toString(8)}`).join('.'),
    [a, b, c, d].map((byte) => `0x${byte.toString(16).padStart(4, '0')}`).join('.'),
    dotted.replace(/\d/g, (digit) => `%3${digit}`),
    dotted.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    dotted.replaceAll('.', '。'),
    ...['::ffff:', '::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', 'fe80::5efe:'].flatMap((prefix) => [
      `[${prefix}${dotted}]`,
      `[${prefix}${high}:${low}]`,
    ]),
    `[2002:${high}:${low}::1]`,
  ];
}

export function formsOfV6(address: bigint): string[] {
  const groups = groupsOf(address);
  const full = writeV6(address);
  const padded = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
  const dottedTail = `${full.split(':').slice(0, 6).join(':')}:${writeV4(address & 0xffffffffn)}`;
  const short = new URL(`http://[${full}]`).hostname.slice(1, -1);
  return [full, padded, full.toUpperCase(), dottedTail, short].map((form) => `[${form}]`);
}

function bytesOf(address: bigint): number[] {
  return [24n, 16n, 8n, 0n].map((shift) => Number((address >> shift) & 255n));
}

function groupsOf(address: bigint): number[] {
  return Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn));
}

function readV4(text: string): bigint {
  return text.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function readV6(text: string): bigint {
  const [head = '', tail = ''] = text.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const groups = [...front, ...Array(8 - front.length - back.length).fill('0'), ...back];
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
