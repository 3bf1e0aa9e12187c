import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { EventFeed } from './event-feed.ts';
import type { IdGenerator } from './id-generator.ts';
import type { Logger } from './log.ts';
import type { Database } from './postgres/database.ts';
import type { Worker } from './worker.ts';

/** The services of one running gateway, created once at startup by main.ts or by a test. */
export interface Gateway {
  config: Config;
  clock: Clock;
  ids: IdGenerator;
  log: Logger;
  database: Database;
  events: EventFeed;
  worker: Worker;
}
