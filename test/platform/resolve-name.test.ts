import { expect, test } from 'vitest';
import { resolveName } from '../../src/platform/egress/resolve-name.ts';
import { startNameServer } from './name-server.ts';
import { post, refusal } from './post.ts';
import { receive } from './receiver.ts';

const V4 = [93, 184, 215, 14];
const V6 = [0x2d, 0, ...Array(13).fill(0), 1];
const NAME_ERROR = 3;
const SERVER_FAILURE = 2;

test('a name has all its addresses, IPv4 first', async () => {
  const { server, asked } = await startNameServer(({ type }) => (type === 'A' ? [V4, [10, 0, 0, 1]] : [V6]));
  expect(await resolveName('hooks.example.com', [server])).toEqual([
    { address: '93.184.215.14', family: 4 },
    { address: '10.0.0.1', family: 4 },
    { address: '2d00::1', family: 6 },
  ]);
  expect(asked.toSorted()).toEqual(['A hooks.example.com', 'AAAA hooks.example.com']);
});

test.each([
  ['has none', []],
  ['cannot be told', SERVER_FAILURE],
])('a name has those of one family, if the other %s', async (_what, other) => {
  const { server } = await startNameServer(({ type }) => (type === 'A' ? other : [V6]));
  expect(await resolveName('hooks.example.com', [server])).toEqual([{ address: '2d00::1', family: 6 }]);
});

test.each([
  ['is none', NAME_ERROR],
  ['has none', []],
  ['cannot be told', SERVER_FAILURE],
])('a name has no address if it %s', async (_what, said) => {
  const { server } = await startNameServer(() => said);
  const lookup = (hostname: string) => resolveName(hostname, [server]);
  expect(await lookup('hooks.example.com')).toEqual([]);
  expect(await post('https://hooks.example.com/', { lookup })).toEqual(
    refusal('The name could not be resolved.'),
  );
});

test('names are not completed, nor taken from the hosts file', async () => {
  const { server, asked } = await startNameServer(() => NAME_ERROR);
  expect(await resolveName('hooks', [server])).toEqual([]);
  expect(await resolveName('ip6-loopback', [server])).toEqual([]);
  expect(new Set(asked)).toEqual(new Set(['A hooks', 'AAAA hooks', 'A ip6-loopback', 'AAAA ip6-loopback']));
});

test('a name server that is silent does not hold a request beyond its time', async () => {
  const { server, asked } = await startNameServer(() => null);
  const lookup = (hostname: string) => resolveName(hostname, [server]);
  expect(await post('https://hooks.example.com/', { lookup, timeoutMs: 300 })).toEqual(
    refusal('No response within 0.3 s.'),
  );
  expect(asked).not.toEqual([]);
});

test('a name server that turns a name inward is not asked again, and not followed', async () => {
  const inside = await receive();
  let turns = 0;
  const { server, asked } = await startNameServer(({ type }) => {
    if (type === 'A') return turns > 0 ? [[127, 0, 0, 1]] : [];
    turns += 1;
    return turns > 1 ? [] : [V6];
  });
  const lookup = (hostname: string) => resolveName(hostname, [server]);
  const url = `https://hooks.example.com:${inside.port}/`;
  const first = await post(url, { lookup, timeoutMs: 300 });
  expect(first.error).toMatch(/^(The address could not be reached|No response within 0\.3 s)\.$/);
  expect(asked).toHaveLength(2);
  expect(await post(url, { lookup })).toEqual(refusal('The address is not public.'));
  expect(asked).toHaveLength(4);
  expect(inside.connections()).toBe(0);
});
