import type { Event } from '../generated/prisma/client.ts';
import type { SerializedEvent } from './serialized-event.ts';

/** Some events as they are told, in one go. */
export interface Batch {
  /** Those of them that are wanted. */
  emitted: SerializedEvent[];
  /** Of the last of them, wanted or not. */
  position: bigint;
}

/** So many are resolved side by side. */
const AT_ONCE = 16;
/** What is written to a listener in one go, about: it may be more than the listener takes. */
const MAX_CHARS = 64 * 1024;

/** Many small events cost little more to send together than one, so those that are there already go together. */
export async function* emitInBatches(
  events: readonly Event[],
  tell: (event: Event) => Promise<SerializedEvent | null>,
): AsyncGenerator<Batch, void> {
  for (let first = 0; first < events.length; first += AT_ONCE) {
    const part = events.slice(first, first + AT_ONCE);
    const results = await Promise.all(part.map(tell));
    let told: SerializedEvent[] = [];
    let chars = 0;
    for (const [index, { seq }] of part.entries()) {
      const result = results[index];
      if (result) told.push(result);
      chars += result?.json.length ?? 0;
      if (chars < MAX_CHARS && index < part.length - 1) continue;
      yield { emitted: told, position: seq };
      told = [];
      chars = 0;
    }
  }
}
