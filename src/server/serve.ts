import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuth } from '../accounts/create-auth.ts';
import { openCounters } from '../platform/counters.ts';
import type { Gateway } from '../platform/gateway.ts';
import { createPublicPages, isForPublicPages } from '../public-pages/public-pages.ts';
import { schema } from '../schema.ts';
import { createEngine } from './engine.ts';
import type { GraphiqlPage } from './graphiql.ts';
import { guardEndpoint } from './guard-endpoint.ts';
import { createEndpoint, GRAPHQL_PATH } from './http.ts';
import { LIMITS } from './limits/limits.ts';
import { createRateLimiter } from './limits/rate-limiter.ts';
import { loadPersistedDocuments } from './persisted-documents.ts';
import { acceptWebSockets } from './websocket.ts';

export interface RunningServer {
  port: number;
  /** Ends the subscriptions, lets running requests finish, and takes no new ones. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;
const SWEEP_MS = 50;

/** Serves GraphQL over HTTP, SSE and WebSocket, and the pages for clients, on one port. */
export async function serve(
  gateway: Gateway,
  graphiql: GraphiqlPage | null,
  limits = LIMITS,
): Promise<RunningServer> {
  const { config, log } = gateway;
  const { host, port } = config;
  const documents = await loadPersistedDocuments(gateway.config);
  const auth = createAuth(gateway);
  const counters = await openCounters(config.redisUrl, log);
  const rateLimiter = createRateLimiter(counters, { limits, schema, config });
  const engine = createEngine(gateway, { auth, rateLimiter, limits });
  const yoga = createEndpoint(gateway, engine, { graphiql, documents });
  const endpoint = guardEndpoint(gateway.config, { path: GRAPHQL_PATH, handle: yoga });
  const pages = createPublicPages(gateway);
  const server = createServer((request, response) => {
    if (isForPublicPages(request)) void pages.handle(request, response);
    else endpoint(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const closeSockets = acceptWebSockets(server, yoga, {
    engine,
    auth,
    rateLimiter,
    limits,
    documents,
    gateway,
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A connection whose request finishes meanwhile would stay open for the next one.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      pages.close();
      await closeSockets();
      // Each SSE stream completes once its source ends.
      await gateway.events.close();
      const giveUp = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(giveUp);
      clearInterval(sweep);
      await auth.close();
      await counters.close();
    },
  };
}
