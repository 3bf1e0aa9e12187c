import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { EventFeed } from './event-feed.ts';
import type { IdGenerator } from './id-generator.ts';
import type { Logger } from './log.ts';
import type { Database } from './postgres/database.ts';
import type { Worker } from './worker.ts';

/** What one running gateway has at hand; made once at the start, by main.ts or by a test. */
export interface Gateway {
  config: Config;
  clock: Clock;
  ids: IdGenerator;
  log: Logger;
  database: Database;
  events: EventFeed;
  worker: Worker;
}
