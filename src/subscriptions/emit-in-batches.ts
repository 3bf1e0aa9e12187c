import type { Event } from '../generated/prisma/client.ts';
import type { SerializedEvent } from './serialized-event.ts';

/** Consecutive events that are written together. */
export interface Batch {
  /** The events that match the subscription. */
  emitted: SerializedEvent[];
  /** The position of the batch's last event, whether it matches or not. */
  position: bigint;
}

/** The number of events resolved concurrently. */
const CONCURRENCY = 16;
/** The approximate size of a batch. A subscriber's buffer may be smaller. */
const MAX_CHARS = 64 * 1024;

/** Groups available events: sending many small ones together costs little more than sending one. */
export async function* emitInBatches(
  events: readonly Event[],
  serialize: (event: Event) => Promise<SerializedEvent | null>,
): AsyncGenerator<Batch, void> {
  for (let first = 0; first < events.length; first += CONCURRENCY) {
    const part = events.slice(first, first + CONCURRENCY);
    const results = await Promise.all(part.map(serialize));
    let emitted: SerializedEvent[] = [];
    let chars = 0;
    for (const [index, { seq }] of part.entries()) {
      const result = results[index];
      if (result) emitted.push(result);
      chars += result?.json.length ?? 0;
      if (chars < MAX_CHARS && index < part.length - 1) continue;
      yield { emitted, position: seq };
      emitted = [];
      chars = 0;
    }
  }
}
