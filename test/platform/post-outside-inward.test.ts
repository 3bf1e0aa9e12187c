import dns from 'node:dns';
import { request } from 'node:http';
import { type AddressInfo, type LookupFunction, Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { INWARD_URLS } from './inward-urls.ts';
import { post, postHome, refusal, resolvingTo } from './post.ts';
import { hasIPv6, receive } from './receiver.ts';

const NOT_PUBLIC = refusal('The address is not public.');
const ANY_ADDRESS = hasIPv6 ? '::' : '0.0.0.0';

// IANA has given this part of the global block to nobody, so that nothing is behind it.
const NOBODYS = '2d00::1';

/** A listener on all of this host's addresses, and a URL turned to its port. */
async function inside() {
  const listener = await receive((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), ANY_ADDRESS);
  const toPort = (url: string) => {
    const turned = new URL(url);
    turned.port = String(listener.port);
    return turned.href;
  };
  return { listener, toPort };
}

// Else the tests below would show nothing.
test.each(['127.0.0.1', '2130706433', '0', ...(hasIPv6 ? ['[::1]', '[::]', '[::ffff:127.0.0.1]'] : [])])(
  'the network inside is there at %s without the check',
  async (host) => {
    const { listener, toPort } = await inside();
    const response = Promise.withResolvers<unknown>();
    request(toPort(`http://${host}/`), response.resolve)
      .on('error', response.reject)
      .end();
    await response.promise;
    expect(listener.connections()).toBe(1);
  },
);

test('the network inside is not reached by any address or name of it', async () => {
  const { listener, toPort } = await inside();
  const { lookup, asked } = resolvingTo(['127.0.0.1']);
  for (const url of INWARD_URLS.flatMap((url) => [url, toPort(url)])) {
    expect([url, await post(url, { lookup })]).toEqual([url, NOT_PUBLIC]);
  }
  expect(asked()).toBe(0);
  expect(listener.connections()).toBe(0);
});

test.each([
  ['loopback', ['127.0.0.1']],
  ['loopback in IPv6', ['::1']],
  ['this host by no address', ['0.0.0.0']],
  ['this host by no address in IPv6', ['::']],
  ['a mapped address', ['::ffff:127.0.0.1']],
  ['a private address', ['10.0.0.1']],
  ["the clouds' metadata", ['169.254.169.254']],
  ['a link-local address with a zone', ['fe80::1%lo']],
  ['a public address and loopback', [NOBODYS, '127.0.0.1']],
  ['loopback and a public address', ['127.0.0.1', NOBODYS]],
  ['many public addresses and a private one', [...Array(20).fill(NOBODYS), '192.168.0.1']],
  ['another name', ['localhost']],
])('the network inside is not reached by a name that resolves to %s', async (_what, addresses) => {
  const { listener, toPort } = await inside();
  for (const allowsLoopback of [false, true]) {
    const { lookup, asked } = resolvingTo(addresses);
    expect(await post(toPort('https://example.com/'), { lookup, allowsLoopback })).toEqual(NOT_PUBLIC);
    expect(asked()).toBe(1);
  }
  expect(listener.connections()).toBe(0);
});

test('the network inside is not reached by a name that resolves to it the second time', async () => {
  const { listener, toPort } = await inside();
  const { lookup, asked } = resolvingTo([NOBODYS], ['127.0.0.1']);
  const first = await post(toPort('https://example.com/'), { lookup, timeoutMs: 300 });
  expect(first.error).toMatch(/^(The address could not be reached|No response within 0\.3 s)\.$/);
  expect(asked()).toBe(1);
  expect(await post(toPort('https://example.com/'), { lookup })).toEqual(NOT_PUBLIC);
  expect(asked()).toBe(2);
  expect(listener.connections()).toBe(0);
});

test('the network inside is not reached by a name that only the system turns there', async () => {
  const { listener, toPort } = await inside();
  const ofSystem = vi
    .spyOn(dns, 'lookup')
    .mockImplementation(((...[, , callback]: Parameters<LookupFunction>) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }])) as typeof dns.lookup);
  // What the check saw is what is connected to: nobody resolves the name once more.
  await post(toPort('https://example.com/'), { ...resolvingTo([NOBODYS]), timeoutMs: 300 });
  expect(ofSystem).not.toHaveBeenCalled();
  ofSystem.mockRestore();
  expect(listener.connections()).toBe(0);
});

test('the network inside is not reached by what a developer allows, but for this host itself', async () => {
  const { listener, toPort } = await inside();
  const urls = ['https://0.0.0.0/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/', 'https://a.localhost/'];
  for (const url of urls) expect(await postHome(toPort(url))).toEqual(NOT_PUBLIC);
  expect(await postHome(toPort('http://10.0.0.1/'))).toEqual(refusal('The URL is not HTTPS.'));
  expect(listener.connections()).toBe(0);
  const own = ['http://127.0.0.1/', 'http://localhost./', ...(hasIPv6 ? ['http://[::1]/'] : [])];
  for (const url of own) expect(await postHome(toPort(url))).toMatchObject({ statusCode: 200 });
  expect(listener.connections()).toBe(own.length);
});

test('the network inside hears nothing, should a connection end up there in spite of all', async () => {
  let heard = 0;
  const listener = await receive((socket) => void socket.on('data', (data) => (heard += data.length)));
  // What the second lock is for cannot be brought about; so the socket says that it happened.
  const lie = vi.spyOn(Socket.prototype as unknown as { _getpeername: () => AddressInfo }, '_getpeername');
  lie.mockReturnValue({ address: '10.0.0.1', family: 'IPv4', port: 1 });
  for (const protocol of ['http', 'https']) {
    expect(await postHome(`${protocol}://127.0.0.1:${listener.port}/`)).toEqual(NOT_PUBLIC);
  }
  lie.mockRestore();
  await expect.poll(listener.open).toBe(0);
  expect([listener.connections(), heard]).toEqual([2, 0]);
});
