import type pg from 'pg';
import { DatabaseSession } from './database-session.ts';

/** Pipelined connections for reads: each accepts statements while others are still running. */
export interface ReadConnections {
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
  close(): Promise<void>;
}

interface ReadConnection {
  client: pg.Client & PipelineInternals;
  pending: number;
}

/** The parts of a client that @types/pg lacks. */
interface PipelineInternals {
  connection: { stream: { cork(): void; uncork(): void } };
}

/**
 * Opens connections in pipeline mode. All statements of one turn of the event loop are sent as one write over one
 * connection: the batched reads of a level of a query, and those of other queries in the same turn. (Writing to a
 * socket is the largest part of what a small read costs Node.)
 *
 * A slow statement delays those behind it, so each turn uses the connection with the fewest pending statements.
 */
export function openReadConnections(
  config: pg.ClientConfig,
  { max, onError }: { max: number; onError: (error: Error) => void },
): ReadConnections {
  const connections = new Set<ReadConnection>();
  let current: ReadConnection | null = null;

  function connect(): ReadConnection {
    const client = new DatabaseSession({
      ...config,
      pipeline: true,
    } as pg.ClientConfig) as ReadConnection['client'];
    const connection: ReadConnection = { client, pending: 0 };
    connections.add(connection);
    const drop = (error: Error) => {
      if (connections.delete(connection)) onError(error);
      if (current === connection) current = null;
    };
    client.on('error', drop);
    client.on('end', () => connections.delete(connection));
    client.connect().catch(drop);
    return connection;
  }

  function leastBusy(): ReadConnection {
    let best: ReadConnection | null = null;
    for (const connection of connections) {
      if (connection.pending === 0) return connection;
      if (!best || connection.pending < best.pending) best = connection;
    }
    return best && connections.size >= max ? best : connect();
  }

  /** Returns the connection of this turn, which buffers its writes until the turn ends. */
  function take(): ReadConnection {
    if (current) return current;
    const taken = leastBusy();
    current = taken;
    const { stream } = taken.client.connection;
    stream.cork();
    setImmediate(() => {
      if (current === taken) current = null;
      stream.uncork();
    });
    return taken;
  }

  return {
    async query(query) {
      const connection = take();
      connection.pending += 1;
      try {
        return await connection.client.query(query);
      } finally {
        connection.pending -= 1;
      }
    },
    async close() {
      await Promise.all([...connections].map(({ client }) => client.end()));
    },
  };
}
