import { expect } from 'vitest';
import type { Gateway } from '../../src/platform/gateway.ts';

/** Rows that are held, so that requests that want them stop midway, and a race comes out one way. */
export interface Hold {
  /** Resolves once so many transactions wait for a lock. */
  waiters(count: number): Promise<void>;
  release(): Promise<void>;
}

/** Locks what a `SELECT … FOR UPDATE` selects, from outside of the gateway. */
export async function hold(gateway: Gateway, sql: string, values: unknown[]): Promise<Hold> {
  const { pool } = gateway.database;
  const client = await pool.connect();
  await client.query('BEGIN');
  const { rowCount } = await client.query(sql, values);
  expect(rowCount).toBeGreaterThan(0);
  return {
    async waiters(count) {
      const waiting = async () => {
        const { rows } = await pool.query(
          "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rows[0].count;
      };
      await expect.poll(waiting).toBe(count);
    },
    async release() {
      await client.query('ROLLBACK');
      client.release();
    },
  };
}
