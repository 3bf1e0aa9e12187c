import type { Server } from 'node:http';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticate } from '../accounts/authenticate.ts';
import type { TransportContext } from './execution.ts';
import { GRAPHQL_PATH, MAX_BODY_BYTES, type Yoga } from './http.ts';

const UNAUTHORIZED = 4401;
const INIT_TIMEOUT_MS = 5_000;

/**
 * The GraphQL endpoint over WebSocket, by the graphql-ws protocol. Operations go through the same
 * envelope as over HTTP: the same parsing, validation, authentication and masking of faults.
 * @returns what ends every socket, with 1001 (going away)
 */
export function acceptWebSockets(
  server: Server,
  yoga: Yoga,
  authenticate: Authenticate,
): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: MAX_BODY_BYTES });
  const { dispose } = useServer<{ authorization?: unknown }>(
    {
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      // Otherwise a fault's own words would be the reason that the socket is closed with.
      isProd: true,
      async onConnect({ connectionParams, extra }) {
        if (await authenticate(readAuthorization(connectionParams))) return true;
        extra.socket.close(UNAUTHORIZED, 'Unauthorized');
        return false;
      },
      async onSubscribe({ connectionParams }, _id, { query, variables, operationName }) {
        const transport: TransportContext = { authorization: readAuthorization(connectionParams) };
        const { schema, parse, validate, contextFactory, execute, subscribe } = yoga.getEnveloped(transport);
        try {
          const document = parse(query);
          const errors = validate(schema, document);
          if (errors.length > 0) return errors as GraphQLError[];
          return {
            schema,
            document,
            variableValues: variables,
            operationName,
            contextValue: await contextFactory(),
            rootValue: { execute, subscribe },
          };
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      },
      execute: ({ rootValue, ...args }) => (rootValue as Engine).execute(args),
      subscribe: ({ rootValue, ...args }) => (rootValue as Engine).subscribe(args),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors && { ...result, errors: result.errors.map(formatError) },
      onError: (_context, _id, _payload, errors) => errors.map(formatError),
    },
    sockets,
  );
  return async () => dispose();
}

interface Engine {
  execute(args: ExecutionArgs): never;
  subscribe(args: ExecutionArgs): never;
}

/** As over HTTP: what an error says to the transport is not for the caller. */
function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...rest } = error.toJSON();
  const { http: _, unexpected: __, ...shown } = extensions ?? {};
  return Object.keys(shown).length > 0 ? { ...rest, extensions: shown } : rest;
}

function readAuthorization(params: { authorization?: unknown } | undefined): string | undefined {
  return typeof params?.authorization === 'string' ? params.authorization : undefined;
}
