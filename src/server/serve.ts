import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuthenticate } from '../accounts/authenticate.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { GraphiqlPage } from './graphiql.ts';
import { createEndpoint } from './http.ts';
import { createPublicPages, isForPublicPages } from './public-pages.ts';
import { acceptWebSockets } from './websocket.ts';

export interface RunningServer {
  port: number;
  /** Ends the subscriptions, lets running requests finish, and takes no new ones. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;
const SWEEP_MS = 50;

/** Serves GraphQL over HTTP, SSE and WebSocket, and the pages for clients, on one port. */
export async function serve(gateway: Gateway, graphiql: GraphiqlPage | null): Promise<RunningServer> {
  const { host, port } = gateway.config;
  const authenticate = createAuthenticate(gateway);
  const yoga = createEndpoint(gateway, authenticate, graphiql);
  const pages = createPublicPages(gateway);
  const server = createServer((request, response) => {
    if (isForPublicPages(request)) void pages.answer(request, response);
    else void yoga(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const closeSockets = acceptWebSockets(server, yoga, authenticate);
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A connection whose request has finished meanwhile would be kept for the next one.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      pages.close();
      await closeSockets();
      // Without its source, each SSE stream completes.
      await gateway.events.close();
      const giveUp = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(giveUp);
      clearInterval(sweep);
    },
  };
}
