import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventFeed } from '../../src/platform/event-feed.ts';
import { serve } from '../../src/server/serve.ts';
import type { Caller } from '../support/caller.ts';
import { type LiveStream, listenLive, revisionAt } from './live-stream.ts';
import { newVisitor, sentEstimate, sentInvoice, usePages, type Visitor } from './visitor.ts';

const HEARTBEAT_MS = 20_000;

const gateway = usePages();
let caller: Caller;
let visitor: Visitor;
const open: LiveStream[] = [];
beforeEach(async () => {
  caller = await gateway.createCaller();
  visitor = newVisitor(gateway);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const stream of open.splice(0)) stream.close();
});

async function listen(...[by, path, revision]: Parameters<typeof listenLive>): Promise<LiveStream> {
  const stream = await listenLive(by, path, revision);
  open.push(stream);
  return stream;
}

function pay(invoiceId: string, amount = '100.00') {
  return caller.recordPayment({ invoiceId, amount });
}

describe('an open page is told', () => {
  test('once when the invoice is paid, and nothing of what has happened', async () => {
    const { id, path } = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    await pay(id);
    await stream.changes(1);
    expect(stream.text()).toBe(':\n\nevent: changed\ndata:\n\n');
  });

  test('of part payments, refunds and edits', async () => {
    const { id, path } = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    const { payment } = await pay(id, '40.00');
    await stream.changes(1);
    await caller.mutate('refundPayment', { paymentId: payment.id });
    await stream.changes(2);
    await caller.mutate('updateInvoice', { id, note: 'Thank you' });
    await stream.changes(3);
  });

  test('that an estimate was accepted', async () => {
    const { path } = await sentEstimate(caller);
    const stream = await listen(visitor, path);
    await newVisitor(gateway).post(`${path}/accept`);
    await stream.changes(1);
  });

  test('of what happened after it was made and before it listened', async () => {
    const { id, path } = await sentInvoice(caller);
    const shown = await revisionAt(visitor, path);
    await pay(id);
    await (await listen(visitor, path, shown)).changes(1);
  });

  test('nothing of other statements, of other accounts, and of views', async () => {
    const { id, path } = await sentInvoice(caller);
    const another = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    const other = await listen(visitor, another.path);
    await pay(another.id);
    await other.changes(1);
    await visitor.post(`${path}/viewed`);
    await sentInvoice(await gateway.createCaller());
    await pay(id);
    await stream.changes(1);
    await other.changes(1);
  });
});

describe('with a heartbeat it is told', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });

  test('that it is alive', async () => {
    const { path } = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    await expect.poll(stream.text).toBe(':\n\n');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await expect.poll(stream.text).toBe(':\n\n:\n\n');
  });

  test('of an edit of an estimate, which has no event', async () => {
    const { id, path } = await sentEstimate(caller);
    const stream = await listen(visitor, path);
    await caller.mutate('updateEstimate', { id, note: 'Thank you' });
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await stream.changes(1);
  });

  test('that a day has passed, and the invoice is overdue', async () => {
    const { path } = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    gateway.clock.moveTo('2026-02-15');
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await stream.changes(1);
    gateway.clock.moveTo('2026-01-15T09:00:00Z');
  });

  test('that the statement is gone; then there is nothing more to be told', async () => {
    const { id, path } = await sentInvoice(caller);
    const stream = await listen(visitor, path);
    await caller.mutateById('trashInvoice', id);
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await stream.changes(1);
    await stream.ended;
  });
});

describe('streams', () => {
  test('are 20 for one network; one that is closed makes room at once', async () => {
    const { path } = await sentInvoice(caller);
    const shown = await revisionAt(visitor, path);
    const streams = await Promise.all(Array.from({ length: 20 }, () => listen(visitor, path, shown)));
    const refused = await visitor.ask(`${path}/live`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    await listen(newVisitor(gateway), path, shown);
    streams[7]!.close();
    await expect.poll(async () => (await tryLive(path)) === 200, { interval: 200 }).toBe(true);
  });

  /** The status that one more stream of the same network is begun with; it is closed at once. */
  async function tryLive(path: string): Promise<number> {
    const hangUp = new AbortController();
    const { status } = await visitor.ask(`${path}/live`, { signal: hangUp.signal });
    hangUp.abort();
    return status;
  }

  test('leave nothing behind: neither a follower of the log nor a timer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const following = watchFollowers(gateway.gateway.events);
    const { path } = await sentInvoice(caller);
    const streams = await Promise.all([1, 2, 3].map(() => listen(visitor, path)));
    await expect.poll(() => following.size).toBe(3);
    expect(vi.getTimerCount()).toBe(3);
    for (const stream of streams) stream.close();
    await expect.poll(() => following.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('end when the server stops', async () => {
    const events = { ...gateway.gateway.events, close: async () => {} };
    const following = watchFollowers(events);
    const server = await serve({ ...gateway.gateway, events }, null);
    const another = newVisitor({ url: `http://127.0.0.1:${server.port}/graphql` });
    const { path } = await sentInvoice(caller);
    const streams = await Promise.all([1, 2, 3].map(() => listen(another, path)));
    await server.stop();
    await Promise.all(streams.map(({ ended }) => ended));
    await expect.poll(() => following.size).toBe(0);
  });
});

/** Who follows a log from now on. */
function watchFollowers(events: EventFeed): Set<AbortSignal> {
  const following = new Set<AbortSignal>();
  const { follow } = events;
  vi.spyOn(events, 'follow').mockImplementation(async function* (accountId, after, signal) {
    following.add(signal);
    yield* follow(accountId, after, signal);
    following.delete(signal);
  });
  return following;
}
