import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { MINUTE_MS } from '../values/durations.ts';

/** Records when API keys were last used: in memory, and once a minute in the database. */
export interface ApiKeyUsage {
  track(actor: KeyActor): void;
  /** Writes pending uses, and stops. */
  close(): Promise<void>;
}

const WRITE_MS = MINUTE_MS;

// The rows are locked in a fixed order, so that two nodes that write concurrently cannot deadlock. Another node may
// have recorded a later use.
const WRITE_USES = `
  WITH used AS (
    SELECT "accountId", id, at
    FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS pending ("accountId", id, at)
    JOIN "ApiKey" USING ("accountId", id)
    WHERE "lastUsedAt" IS NULL OR "lastUsedAt" < at
    ORDER BY "accountId", id
    FOR NO KEY UPDATE OF "ApiKey"
  )
  UPDATE "ApiKey" SET "lastUsedAt" = used.at
  FROM used WHERE "ApiKey"."accountId" = used."accountId" AND "ApiKey".id = used.id`;

export function trackApiKeyUsage({
  database,
  clock,
  log,
}: Pick<Gateway, 'database' | 'clock' | 'log'>): ApiKeyUsage {
  const pending = new Map<string, { accountId: string; at: Date }>();
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const uses = [...pending];
    if (uses.length === 0) return;
    pending.clear();
    const values = [
      uses.map(([, { accountId }]) => accountId),
      uses.map(([apiKeyId]) => apiKeyId),
      uses.map(([, { at }]) => at),
    ];
    try {
      await database.pool.query({ name: database.statementName(WRITE_USES), text: WRITE_USES, values });
    } catch (error) {
      log.warn({ error }, 'Recording the use of API keys failed; retrying.');
      for (const [apiKeyId, use] of uses) if (!pending.has(apiKeyId)) pending.set(apiKeyId, use);
    }
  }

  function writeNext(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  const timer = setInterval(() => void writeNext(), WRITE_MS);
  timer.unref();

  return {
    track({ apiKeyId, accountId }) {
      pending.set(apiKeyId, { accountId, at: clock.now() });
    },
    async close() {
      clearInterval(timer);
      await writeNext();
    },
  };
}
