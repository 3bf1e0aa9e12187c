// Uses the embedded PostgreSQL of the data directory named by its argument until its standard input ends.
import { once } from 'node:events';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.ts';

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2]!, durable: false });
process.stdout.write(`${JSON.stringify(postgres)}\n`);
await once(process.stdin.resume(), 'end');
await postgres.stop();
