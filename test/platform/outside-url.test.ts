import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEgressUrl, hostnameOf } from '../../src/platform/egress/check-egress-url.ts';
import { isPublicAddress } from '../../src/platform/egress/public-address.ts';
import { addressIn, formsOfV4, formsOfV6, SPECIAL_V4, SPECIAL_V6 } from './address-blocks.ts';
import { INWARD_URLS } from './inward-urls.ts';

const check = (url: string) => checkEgressUrl(url, { allowsLoopback: false });
const checkInDevelopment = (url: string) => checkEgressUrl(url, { allowsLoopback: true });

describe('taken', () => {
  test.each([
    'https://example.com',
    'https://example.com/hooks?key=1#part',
    'https://example.com./hooks',
    'https://EXAMPLE.com:8443/',
    'https://example.com:22/',
    'https://bücher.example/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://localhost.example.com/',
    'https://mylocal.dev/',
  ])('%s', (url) => {
    expect(check(url)).toBeNull();
    expect(checkInDevelopment(url)).toBeNull();
  });
});

describe('refused', () => {
  test.each([
    ['', 'INVALID_URL'],
    ['example.com/hooks', 'INVALID_URL'],
    ['https://', 'INVALID_URL'],
    ['https://1.2.3.4.5/', 'INVALID_URL'],
    ['https://256.1.1.1/', 'INVALID_URL'],
    ['https://0x100000000/', 'INVALID_URL'],
    ['https://[fe80::1%25eth0]/', 'INVALID_URL'],
    ['https://example.com:65536/', 'INVALID_URL'],
    ['https://example.com:0/', 'INVALID_URL'],
    ['https://exam\nple.com/', 'INVALID_URL'],
    ['https://localhost../', 'INVALID_URL'],
    ['https://127.0.0.1../', 'INVALID_URL'],
    ['https://0x7f.1../', 'INVALID_URL'],
    ['https://example..com/', 'INVALID_URL'],
    ['https://.example.com/', 'INVALID_URL'],
    ['https://./', 'INVALID_URL'],
    [' https://example.com/', 'INVALID_URL'],
    ['https://example.com/a b', 'INVALID_URL'],
    ['http://example.com/', 'NOT_HTTPS'],
    ['http://8.8.8.8/', 'NOT_HTTPS'],
    ['ftp://example.com/', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_HTTPS'],
    ['gopher://example.com/', 'NOT_HTTPS'],
    ['javascript:alert(1)', 'NOT_HTTPS'],
    ['data:text/plain,a', 'NOT_HTTPS'],
    ['https://user@example.com/', 'HAS_CREDENTIALS'],
    ['https://:password@example.com/', 'HAS_CREDENTIALS'],
    ['https://example.com:443@example.org/', 'HAS_CREDENTIALS'],
  ])('%s: %s', (url, fault) => {
    expect(check(url)).toBe(fault);
    expect(checkInDevelopment(url)).toBe(fault);
  });

  test.each(INWARD_URLS)('%s', (url) => {
    expect(check(url)).toBe('NOT_PUBLIC');
  });

  test('any address of a special block, in each form of it', () => {
    const isRefused = (form: string) => {
      const url = `https://${form}/`;
      expect([form, check(url), isPublicAddress(hostnameOf(new URL(url)))]).toEqual([
        form,
        'NOT_PUBLIC',
        false,
      ]);
    };
    fc.assert(fc.property(addressIn(SPECIAL_V4), (address) => formsOfV4(address).forEach(isRefused)));
    fc.assert(fc.property(addressIn(SPECIAL_V6), (address) => formsOfV6(address).forEach(isRefused)));
  });
});

describe('in development', () => {
  test.each([
    'http://localhost:3000/hooks',
    'https://localhost/',
    'http://LOCALHOST./',
    'http://127.0.0.1:3000/',
    'http://127.9.9.9/',
    'http://0x7f.1/',
    'https://[::1]:3000/',
  ])('%s is taken', (url) => {
    expect(checkInDevelopment(url)).toBeNull();
    expect(check(url)).not.toBeNull();
  });

  test.each([
    ['http://10.0.0.1/', 'NOT_HTTPS'],
    ['https://10.0.0.1/', 'NOT_PUBLIC'],
    ['https://169.254.169.254/', 'NOT_PUBLIC'],
    ['https://0.0.0.0/', 'NOT_PUBLIC'],
    ['https://[::]/', 'NOT_PUBLIC'],
    ['https://[::ffff:127.0.0.1]/', 'NOT_PUBLIC'],
    ['https://api.localhost/', 'NOT_PUBLIC'],
    ['https://db.internal/', 'NOT_PUBLIC'],
    ['http://localhost.example.com/', 'NOT_HTTPS'],
    ['http://user@localhost/', 'HAS_CREDENTIALS'],
    ['ftp://localhost/', 'NOT_HTTPS'],
  ])('%s stays refused: %s', (url, fault) => {
    expect(checkInDevelopment(url)).toBe(fault);
  });
});
