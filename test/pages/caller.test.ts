import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/platform/config.ts';
import { networkOf } from '../../src/platform/network-of.ts';

type Request = Parameters<typeof networkOf>[0];

function network(remoteAddress: string, forwarded: string | undefined, trustedProxies: number): string {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } };
  return networkOf(request as unknown as Request, { trustedProxies });
}

describe('the network of a request', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b:1:2:3:4:192.0.2.1', '64:ff9b:1:2::/64'],
  ])('%s is %s', (address, expected) => {
    expect(network(address, undefined, 0)).toBe(expected);
  });

  test.each([
    ['without a proxy, nothing that is said is believed', 0, '198.51.100.7', '192.0.2.1'],
    ['one proxy says who called it', 1, '198.51.100.7', '198.51.100.7'],
    ['what stands before that, anybody can have written', 1, '203.0.113.9, 198.51.100.7', '198.51.100.7'],
    ['two proxies', 2, '203.0.113.9, 198.51.100.7, 10.0.0.1', '198.51.100.7'],
    ['two proxies, one of them passed by', 2, '198.51.100.7', '198.51.100.7'],
    ['a proxy that says nothing', 1, undefined, '192.0.2.1'],
    ['with a port', 1, '198.51.100.7:4711', '198.51.100.7'],
    ['IPv6 with a port', 1, '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['what is no address', 1, 'unknown', '192.0.2.1'],
    ['an empty list', 1, ' , ', '192.0.2.1'],
  ])('%s', (_, trustedProxies, forwarded, expected) => {
    expect(network('192.0.2.1', forwarded, trustedProxies)).toBe(expected);
  });
});

describe('TRUST_PROXY', () => {
  test('is a number, and none is 0', () => {
    expect(readConfig({}).trustedProxies).toBe(0);
    expect(readConfig({ TRUST_PROXY: '2' }).trustedProxies).toBe(2);
    for (const wrong of ['true', '-1', '1.5', '127.0.0.1']) {
      expect(() => readConfig({ TRUST_PROXY: wrong })).toThrow(ConfigError);
    }
  });
});
