// All listeners of one server, and what they have heard.
import type { Door, Hearing, Listener, PaymentReceived } from './listener.ts';
import { openListener } from './listener.ts';
import { type Publisher, type Told, written } from './publishers.ts';
import { steadyMs } from './steady-clock.ts';

export interface Audience {
  /** Messages that listeners have received. */
  deliveries(): number;
  /** Makes an event happen. Resolves once everyone has heard of it. */
  publish(invoice: number): Promise<void>;
  /** From here on events count for the latencies. */
  mark(): void;
  /** What has passed from commit to receipt, of each message since the mark. */
  latenciesMs(): Promise<Float64Array>;
  /** @throws when a listener has not heard each event once */
  expectAllHeard(): void;
  close(): Promise<void>;
}

interface Happening {
  /** When it came, in the order in which listeners heard it; so many as `heard`. */
  receivedAtMs: Float64Array;
  heard: number;
  /** As the first listener has read it. */
  event: PaymentReceived | undefined;
}

const OPENED_AT_A_TIME = 50;
const LENGTHS_MAY_DIFFER_BYTES = 4;
/** The first; each one after it has twice the time. */
const PROBE_MS = 500;
const MAX_PROBES = 7;
const PATIENCE_MS = 30_000;

/** Amounts of one length that do not come again, in the minor unit. */
let nextMinor = 100_000;

export async function openAudience(
  size: number,
  door: (listener: number) => Door,
  publisher: Publisher,
): Promise<Audience> {
  const awaited = new Map<string, () => void>();
  let fail: (error: Error) => void;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  let closing = false;

  let happenings: Happening[] = [];
  let marked = 0;
  let deliveries = 0;
  const told = new Map<string, Told>();

  const hearing: Hearing = {
    eventBytes: [Number.POSITIVE_INFINITY, 0],
    heard: () => {},
    failed: (error) => closing || fail(error),
  };
  const listeners = await openAll();
  await probe();
  hearing.heard = hear;

  async function openAll(): Promise<Listener[]> {
    const opened: Listener[] = [];
    for (let from = 0; from < size; from += OPENED_AT_A_TIME) {
      const some = Array.from({ length: Math.min(OPENED_AT_A_TIME, size - from) }, (_, index) =>
        openListener(from + index, door(from + index), hearing),
      );
      opened.push(...(await orFailed(Promise.all(some))));
    }
    return opened;
  }

  /** The protocol does not say when a subscription is live: events are published until everyone hears of one. */
  async function probe(): Promise<void> {
    for (let tries = 0; tries < MAX_PROBES; tries++) {
      const amount = nextAmount();
      const expected = JSON.stringify(await orFailed(publisher.publish(amount, 0)));
      const deadline = steadyMs() + PROBE_MS * 2 ** tries;
      const deaf = () => listeners.find(({ last }) => last?.payment.amount.amount !== amount);
      while (deaf() && steadyMs() < deadline) await orFailed(pause(10));
      if (deaf()) continue;
      for (const { last } of listeners) expectTold(last!, expected);
      const bytes = listeners[0]!.lastBytes;
      hearing.eventBytes = [bytes - LENGTHS_MAY_DIFFER_BYTES, bytes + LENGTHS_MAY_DIFFER_BYTES];
      for (const listener of listeners) listener.reads = listener.index === 0;
      return;
    }
    const heard = listeners.filter(({ last }) => last).length;
    throw new Error(`Of ${size} listeners ${heard} have heard anything, and not all the newest event.`);
  }

  function hear(listener: Listener, event: PaymentReceived | undefined): void {
    const nth = listener.received++;
    let happening = happenings[nth];
    if (!happening) {
      happening = { receivedAtMs: new Float64Array(size), heard: 0, event: undefined };
      happenings[nth] = happening;
    }
    if (event) happening.event = event;
    happening.receivedAtMs[happening.heard++] = steadyMs();
    deliveries += 1;
    if (happening.heard < size) return;
    if (happening.event) awaited.get(happening.event.payment.amount.amount)?.();
    else fail(new Error('A listener has heard of something twice.'));
  }

  function orFailed<Value>(waited: Promise<Value>): Promise<Value> {
    return Promise.race([waited, failure]);
  }

  return {
    deliveries: () => deliveries,
    async publish(invoice) {
      const amount = nextAmount();
      const heard = new Promise<void>((resolve) => awaited.set(amount, resolve));
      const patience = setTimeout(() => fail(new Error('Not everyone is told any more.')), PATIENCE_MS);
      told.set(amount, await orFailed(publisher.publish(amount, invoice)));
      await orFailed(heard);
      clearTimeout(patience);
      awaited.delete(amount);
    },
    mark() {
      marked = happenings.length;
    },
    async latenciesMs() {
      const since = happenings.slice(marked);
      const committed = await publisher.committedAt(since.map(amountOf));
      const all = new Float64Array(since.length * size);
      since.forEach((happening, index) => {
        const at = committed.get(amountOf(happening))!;
        all.set(
          happening.receivedAtMs.map((ms) => ms - at),
          index * size,
        );
      });
      return all;
    },
    expectAllHeard() {
      const wrong = listeners.find(({ received }) => received !== happenings.length);
      if (wrong || happenings.length !== told.size) {
        throw new Error(
          `${told.size} events: one listener heard ${wrong?.received}, the first ${happenings.length}.`,
        );
      }
      for (const { event } of happenings) {
        expectTold(event!, JSON.stringify(told.get(event!.payment.amount.amount)));
      }
    },
    async close() {
      closing = true;
      await Promise.all(
        listeners.map(
          ({ socket }) =>
            new Promise((resolve) => {
              socket.once('close', resolve);
              socket.destroy();
            }),
        ),
      );
      happenings = [];
      await publisher.close();
    },
  };
}

const amountOf = ({ event }: Happening) => event!.payment.amount.amount;

function nextAmount(): string {
  return written(nextMinor++);
}

function expectTold({ cursor, payment, invoice }: PaymentReceived, expected: string): void {
  const heard = JSON.stringify({ payment, invoice });
  if (!cursor || heard !== expected) throw new Error(`Told ${cursor} ${heard} instead of ${expected}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
