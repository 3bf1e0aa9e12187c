import type pg from 'pg';
import { DatabaseSession } from './database-session.ts';

/** Connections for reads, that take a statement while they still run others. */
export interface ReadConnections {
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
  close(): Promise<void>;
}

interface ReadConnection {
  client: pg.Client & PipelineInternals;
  pending: number;
}

/** What @types/pg does not tell of a client. */
interface PipelineInternals {
  connection: { stream: { cork(): void; uncork(): void } };
}

/**
 * Opens connections in pipeline mode. All the statements that one turn of the event loop asks for leave as
 * one write, over one connection: the batched reads of a level of a query, and those of other queries that
 * are served in the same turn. (A write to a socket is the dearest thing that a small read costs Node.)
 *
 * Behind a slow statement others would wait, so each turn takes the connection with the least to do.
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

  /** The connection of this turn, which holds back what it is to write until the turn's end. */
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
