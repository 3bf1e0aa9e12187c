import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { runScript } from '../support/gateway-process.ts';

vi.setConfig({ testTimeout: 60_000 });

const gateway = useGateway({ limits: LIMITS });
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller({ plan: 'FREE' });
});
afterAll(() => vi.resetConfig());

function setLimit(...options: string[]) {
  const DATABASE_URL = gateway.gateway.database.pool.options.connectionString!;
  return runScript('admin.ts', ['set-limit', '--account', caller.accountId, ...options], { DATABASE_URL });
}

const limitOf = async () => (await caller.run('{ viewer { rateLimit { limit } } }')).viewer.rateLimit.limit;

test('an operator raises the limit of an account, and gives it back to its plan', async () => {
  expect(await limitOf()).toBe(100);
  const raised = await setLimit('--per-hour', '50000', '--per-minute', '5000');
  expect(raised).toMatchObject({ code: 0, stderr: '' });
  const set = { accountId: caller.accountId, requestsPerHour: 50_000, requestsPerMinute: 5_000 };
  expect(JSON.parse(raised.stdout)).toEqual(set);
  await expect.poll(limitOf, { interval: 500 }).toBe(50_000);

  const { stdout } = await setLimit();
  expect(JSON.parse(stdout)).toEqual({ ...set, requestsPerHour: null, requestsPerMinute: null });
  await expect.poll(limitOf, { interval: 500 }).toBe(100);
});

test.each(['0', '-5', '1.5', 'many', '1000000001'])('a limit of %s is refused', async (text) => {
  const { code, stdout, stderr } = await setLimit(`--per-hour=${text}`);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(`--per-hour must be a number from 1 to 1000000000, not "${text}".\n`);
});
