import type { Clock } from '../../src/platform/clock.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Date;

  constructor(now = '2026-01-15T09:00:00Z') {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves to an instant, or to midnight UTC of a date. */
  moveTo(instant: string): void {
    this.#now = new Date(instant);
  }
}
