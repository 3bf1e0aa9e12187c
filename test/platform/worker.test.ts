import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from '../../src/platform/log.ts';
import { createWorker, type Task, type Worker } from '../../src/platform/worker.ts';

// With timers that never come, so that whatever runs again was woken.
let worker: Worker;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  worker = createWorker(createLogger('silent'));
});
afterEach(async () => {
  await worker.stop();
  vi.useRealTimers();
});

/** A task that counts how often it runs. */
function counting(name: string, rest: Partial<Task> = {}) {
  const counted = { runs: 0 };
  const run = async () => {
    counted.runs += 1;
    return false;
  };
  return Object.assign(counted, { task: { name, run, ...rest } });
}

/** Once all has been done that can be done at once. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('whoever is woken runs again: all, or the one that is named', async () => {
  const [one, other] = [counting('one'), counting('other')];
  worker.start([one.task, other.task]);
  await settled();
  expect([one.runs, other.runs]).toEqual([1, 1]);
  worker.wake();
  await settled();
  expect([one.runs, other.runs]).toEqual([2, 2]);
  worker.wake('other');
  await settled();
  expect([one.runs, other.runs]).toEqual([2, 3]);
});

test('one that is woken while it is at work looks once more', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let runs = 0;
  const run = async () => {
    runs += 1;
    await held;
    return false;
  };
  worker.start([{ name: 'slow', run }]);
  worker.wake();
  worker.wake();
  expect(runs).toBe(1);
  release();
  await settled();
  expect(runs).toBe(2);
});

test('that a log has grown wakes those that follow it', async () => {
  const [follower, other] = [counting('follower', { followsLog: (id) => id === 'mine' }), counting('other')];
  worker.start([follower.task, other.task]);
  await settled();
  worker.announce('another');
  await settled();
  expect([follower.runs, other.runs]).toEqual([1, 1]);
  worker.announce('mine');
  await settled();
  expect([follower.runs, other.runs]).toEqual([2, 1]);
});

test('it has stopped once all that was begun has ended', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const finish = async () => {
    await held;
    return true;
  };
  worker.start([counting('one', { finish }).task]);
  let hasStopped = false;
  const stopped = worker.stop().then(() => {
    hasStopped = true;
  });
  await settled();
  expect(hasStopped).toBe(false);
  release();
  await stopped;
  expect(hasStopped).toBe(true);
});

test('a task that fails does so alone', async () => {
  const failing = vi.fn(() => Promise.reject(new Error('broken')));
  const other = counting('other');
  worker.start([{ name: 'failing', run: failing }, other.task]);
  await settled();
  worker.wake();
  await settled();
  expect(other.runs).toBe(2);
  expect(failing).toHaveBeenCalledTimes(2);
});
