// biome-ignore lint/suspicious/noExplicitAny: events have the shape that each test's document asks for
type Event = any;

const PATIENCE_MS = 10_000;

/** A held subscription: what arrives is kept until it is asked for. */
export class Listener {
  readonly received: Event[] = [];
  readonly #source: AsyncIterableIterator<{ data?: Event; errors?: unknown }>;
  #taken = 0;
  #ended: Promise<void>;
  #wake = Promise.withResolvers<void>();

  constructor(source: AsyncIterableIterator<unknown>) {
    this.#source = source as AsyncIterableIterator<{ data?: Event }>;
    this.#ended = this.#collect();
    this.#ended.catch(() => {});
  }

  async #collect(): Promise<void> {
    try {
      for await (const result of this.#source) {
        if (result.errors) throw new Error(JSON.stringify(result.errors));
        this.received.push(result.data);
        this.#wakeUp();
      }
    } finally {
      this.#wakeUp();
    }
  }

  #wakeUp(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  /** The next event, waited for; its data by the subscription's field. */
  async next(): Promise<Event> {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    while (this.#taken >= this.received.length) {
      const late = new Promise((_, reject) =>
        deadline.addEventListener('abort', () => reject(new Error('No event arrived.'))),
      );
      await Promise.race([this.#wake.promise, this.#failure(), late]);
    }
    return this.received[this.#taken++];
  }

  // Rejects when the subscription does; never resolves.
  async #failure(): Promise<never> {
    await this.#ended;
    throw new Error('The subscription has ended.');
  }

  /** Waits for the subscription's end; rejects with the error that ended it. */
  ended(): Promise<void> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    await this.#source.return?.();
  }
}
