import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopback, isPublicAddress } from '../../src/platform/egress/public-address.ts';
import {
  addressIn,
  type Block,
  blockOf,
  formsOfV6,
  SPECIAL_V4,
  SPECIAL_V6,
  writeV4,
  writeV6,
} from './address-blocks.ts';

describe('not public', () => {
  test.each([
    ['this network', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback, too', '127.255.255.254'],
    ["the clouds' metadata", '169.254.169.254'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ["a cloud's own services", '192.0.0.192'],
    ['benchmarking', '198.19.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['a private address, mapped', '::ffff:10.0.0.1'],
    ['loopback, mapped, in hexadecimals', '::ffff:7f00:1'],
    ['a public address, mapped', '::ffff:8.8.8.8'],
    ['loopback, compatible', '::127.0.0.1'],
    ['loopback, translated', '::ffff:0:127.0.0.1'],
    ['NAT64 of loopback', '64:ff9b::127.0.0.1'],
    ['NAT64 of a public address', '64:ff9b::8.8.8.8'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['Teredo', '2001::1'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['segment routing', '5f00::1'],
    ["a cloud's metadata", 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['a public address with a zone', '2606:4700:4700::1111%eth0'],
    ['nothing', ''],
    ['a name', 'example.com'],
    ['octal', '010.8.8.8'],
    ['decimal', '134744072'],
    ['three parts', '8.8.8'],
    ['in brackets', '[2606:4700:4700::1111]'],
    ['with a blank', '8.8.8.8 '],
  ])('%s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('is any address of a special block', () => {
    fc.assert(fc.property(addressIn(SPECIAL_V4), (address) => !isPublicAddress(writeV4(address))));
    const texts = (address: bigint) => formsOfV6(address).map((form) => form.slice(1, -1));
    fc.assert(
      fc.property(addressIn(SPECIAL_V6), (address) => !texts(address).some((text) => isPublicAddress(text))),
      { numRuns: 1_000 },
    );
  });
});

describe('public', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '192.0.1.1',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([...neighbours(SPECIAL_V4, 32).map(writeV4), ...neighbours(SPECIAL_V6, 128).map(writeV6)])(
    '%s, next to a special block',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

/** The addresses before and after each block that are in none. */
function neighbours(blocks: string[], bits: number): bigint[] {
  const all = blocks.map(blockOf);
  const isSpecial = (address: bigint) =>
    all.some(({ first, last }: Block) => first <= address && address <= last);
  return all
    .flatMap(({ first, last }) => [first - 1n, last + 1n])
    .filter((address) => address >= 0n && address < 2n ** BigInt(bits) && !isSpecial(address));
}

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', false],
  ['::1%lo', false],
  ['128.0.0.1', false],
  ['10.0.0.1', false],
  ['0.0.0.0', false],
  ['::', false],
  ['localhost', false],
  ['127.1', false],
  ['', false],
])('whether %s is loopback: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
