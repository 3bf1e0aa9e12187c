import type { Server } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Auth } from '../accounts/create-auth.ts';
import { FAULT, formatError, maskErrors } from '../graphql/mask-errors.ts';
import type { Gateway } from '../platform/gateway.ts';
import { emitToSocket, type SocketWriter } from '../subscriptions/socket-sink.ts';
import { isSocketOriginAllowed } from './allowed-origins.ts';
import type { Engine } from './engine.ts';
import { GRAPHQL_PATH, MAX_BODY_BYTES, type Yoga } from './http.ts';
import type { Limits } from './limits/limits.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import {
  closeAsFailed,
  closeAsTooMany,
  createSocketLimits,
  logSocketErrors,
} from './limits/socket-limits.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import type { TransportContext } from './transport-context.ts';
import { persistedDocument } from './use-persisted-documents.ts';

const UNAUTHORIZED = 4401;

/**
 * Serves GraphQL over WebSocket by the graphql-ws protocol. Operations go through the same envelope as over HTTP:
 * the same parsing, validation, authentication and masking of internal errors.
 * @returns a function that closes every socket with 1001 (going away)
 */
export function acceptWebSockets(
  server: Server,
  yoga: Yoga,
  {
    engine,
    auth: { authenticate, watch },
    rateLimiter,
    limits,
    documents,
    gateway: { config, log },
  }: SocketOptions,
): () => Promise<void> {
  const sockets = new WebSocketServer({
    server,
    path: GRAPHQL_PATH,
    maxPayload: MAX_BODY_BYTES,
    verifyClient: ({ origin }, decide) =>
      decide(isSocketOriginAllowed(origin, config), 403, 'This origin may not open a WebSocket.'),
  });
  const socketLimits = createSocketLimits(limits);
  const { dispose } = useServer<{ authorization?: unknown }>(
    {
      connectionInitWaitTimeout: limits.socketInitTimeoutMs,
      // Otherwise an internal error's message would be sent as the close reason.
      isProd: true,
      jsonMessageReviver: rejectServerMessage,
      async onConnect({ connectionParams, extra }) {
        const authorization = readAuthorization(connectionParams);
        const { socket } = extra;
        const closeUnauthorized = () => socket.close(UNAUTHORIZED, 'Unauthorized');
        const actor = await authenticate(authorization).catch((error) => {
          closeAsFailed(socket, log, error);
          return null;
        });
        if (actor) {
          // graphql-ws closes it as forbidden (4403): the key is valid but has no abilities.
          if (actor.abilities.size === 0) return false;
          if (!socketLimits.enter(actor.apiKeyId, socket)) return false;
          // A socket may stay open for days, and its key may be revoked meanwhile.
          const unwatch = watch(authorization, closeUnauthorized);
          socket.once('close', unwatch);
          // The socket may be closed already, and then emits no further `close`.
          if (socket.readyState !== socket.OPEN) unwatch();
          return true;
        }
        const tooMany = authorization && (await rateLimiter.countWrongKey(extra.request));
        if (tooMany) closeAsTooMany(socket, 'Too many invalid API keys');
        else closeUnauthorized();
        return false;
      },
      async onSubscribe({ connectionParams, subscriptions, extra }, operationId, payload) {
        const tooMany = socketLimits.checkOperations(subscriptions);
        if (tooMany) return [tooMany];
        const { query, variables, operationName, extensions } = payload;
        const transport: TransportContext = {
          req: extra.request,
          wantsCost: extensions?.cost === true,
          authorization: readAuthorization(connectionParams),
          ...(typeof extensions?.idempotencyKey === 'string' && {
            idempotencyKey: extensions.idempotencyKey,
          }),
        };
        const { schema, parse, validate, contextFactory, execute } = yoga.getEnveloped(transport);
        try {
          const document = persistedDocument(documents, payload) ?? parse(query);
          const errors = validate(schema, document);
          if (errors.length > 0) return errors as GraphQLError[];
          return {
            schema,
            document,
            variableValues: variables,
            operationName,
            contextValue: await contextFactory(),
            rootValue: {
              execute,
              writer: { socket: extra.socket, connection: extra.request.socket, operationId },
            } satisfies SocketOperation,
          };
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          log.error({ error }, 'An operation failed.');
          return [FAULT];
        }
      },
      execute: ({ rootValue, ...args }) => (rootValue as SocketOperation).execute(args),
      async subscribe({ rootValue, ...args }) {
        const opened = await engine.subscribe(args);
        if (!('emitTo' in opened)) return maskErrors(opened, log);
        return emitToSocket(opened, { writer: (rootValue as SocketOperation).writer, log });
      },
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors && { ...result, errors: result.errors.map(formatError) },
      onError: (_context, _id, _payload, errors) => errors.map(formatError),
    },
    sockets,
  );
  sockets.removeAllListeners('error');
  sockets.on('error', (error) => log.error({ error }, 'The sockets failed.'));
  sockets.on('connection', (socket) => logSocketErrors(socket, log));
  return async () => dispose();
}

/** The gateway's parts that authenticate, limit, run and log the sockets' operations. */
interface SocketOptions {
  engine: Engine;
  auth: Auth;
  rateLimiter: RateLimiter;
  limits: Limits;
  documents: PersistedDocuments | null;
  gateway: Gateway;
}

/** Passed through graphql-ws with an operation. */
interface SocketOperation {
  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult>;
  writer: SocketWriter;
}

const SERVER_MESSAGES = ['connection_ack', 'next', 'error'];

/**
 * Rejects messages that only a server may send (4400). graphql-ws would treat them as an internal error.
 * @param key empty for the whole message
 */
function rejectServerMessage(key: string, value: { type?: unknown } | null): unknown {
  if (key === '' && SERVER_MESSAGES.includes(value?.type as string))
    throw new Error('Only a server may send this message.');
  return value;
}

function readAuthorization(params: { authorization?: unknown } | undefined): string | undefined {
  return typeof params?.authorization === 'string' ? params.authorization : undefined;
}
