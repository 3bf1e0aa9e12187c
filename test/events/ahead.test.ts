import { expect, test } from 'vitest';
import type { SerializedEvent } from '../../src/subscriptions/serialized-event.ts';
import { subscribe } from '../../src/subscriptions/subscribe.ts';
import type { LiveListener, TailGroup } from '../../src/subscriptions/tail-group.ts';

// A client that comes from another node can know events that this node's group has not emitted yet.

const event = (seq: bigint): SerializedEvent => ({ seq, cursor: `${seq}`, json: '{}' });

/** A group at a position, whose listeners are called by hand. */
function groupAt(position: bigint): TailGroup & { live: Set<LiveListener> } {
  const live = new Set<LiveListener>();
  return {
    live,
    position,
    isOver: false,
    readAfter: async () => [],
    serialize: async () => null,
    join: (listener) => void live.add(listener),
    leave: (listener) => void live.delete(listener),
    close: () => {},
  };
}

test.each([
  ['behind the cursor', [4n], [5n, 6n]],
  ['behind it in the same batch', [4n, 5n], [6n]],
  ['at the cursor', [5n, 6n], []],
])('no event is emitted twice by a group that is %s', async (_, first, second) => {
  const group = groupAt(first[0]! - 1n);
  const received: bigint[] = [];
  const subscription = subscribe(group, {
    accountId: 'account',
    source: {
      after: 4n,
      newest: 4n,
      isWanted: () => true,
      async *[Symbol.asyncIterator]() {},
    },
    stallMs: 1_000,
    onEnd: () => {},
  });
  const ended = subscription.emitTo({
    write(events) {
      received.push(...events.map(({ seq }) => seq));
      return true;
    },
    drained: async () => {},
  });
  await expect.poll(() => group.live.size).toBe(1);
  for (const batch of [first, second].filter(({ length }) => length > 0)) {
    for (const listener of group.live) expect(listener.write(batch.map(event))).toBe(true);
  }
  expect(received).toEqual([5n, 6n]);
  subscription.end(null);
  expect(await ended).toBeNull();
});
