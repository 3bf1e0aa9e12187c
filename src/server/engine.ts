import type { ServerResponse } from 'node:http';
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
} from 'graphql';
import { readToken } from '../accounts/authenticate.ts';
import type { Auth } from '../accounts/create-auth.ts';
import type { EventSource } from '../events/event-source.ts';
import { Context, unauthenticated } from '../graphql/context.ts';
import { readIdempotentRequest } from '../idempotency/graphql-read-request.ts';
import { respondOnce } from '../idempotency/graphql-respond-once.ts';
import type { Gateway } from '../platform/gateway.ts';
import { openSubscriptions } from '../subscriptions/open-subscriptions.ts';
import type { Subscription } from '../subscriptions/subscribe.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { createCompiler } from './compile.ts';
import { isIntrospection } from './is-introspection.ts';
import { createConcurrencyLimit } from './limits/concurrency-limit.ts';
import type { Limits } from './limits/limits.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import { withTimeout } from './limits/time-limit.ts';
import { isDisconnected, transportInfoOf, withCost } from './limits/transport-info.ts';
import { locateErrors } from './locate-errors.ts';
import {
  authorizationOf,
  idempotencyKeyOf,
  lastEventIdOf,
  type TransportContext,
} from './transport-context.ts';

/**
 * Runs operations of every transport: authenticates the caller, creates the resolvers' context, and executes
 * compiled code where that is known to be equivalent.
 */
export interface Engine {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  /** @returns the subscription, or the errors that prevent it */
  subscribe(args: ExecutionArgs): Promise<Subscription | ExecutionResult>;
}

export function createEngine(
  gateway: Gateway,
  {
    auth: { authenticate, watch },
    rateLimiter,
    limits,
  }: { auth: Auth; rateLimiter: RateLimiter; limits: Limits },
): Engine {
  const compile = createCompiler();
  const streams = createConcurrencyLimit(limits.streamsPerKey);
  const subscriptions = openSubscriptions(gateway, limits);
  const timeoutMs = gateway.config.requestTimeoutSeconds * 1_000;

  async function toContext(args: ExecutionArgs): Promise<Context> {
    const authorization = authorizationOf(args);
    const actor = await authenticate(authorization);
    if (!actor && authorization) throw await invalidKeyError(args);
    if (!actor && !isIntrospection(args.document, args.operationName)) throw unauthenticated();
    const key = idempotencyKeyOf(args);
    if (!actor || key === null) return new Context(gateway, actor);
    const token = readToken(authorization)!;
    return new Context(gateway, actor, readIdempotentRequest(args, { key, token, actor }));
  }

  async function invalidKeyError(args: ExecutionArgs): Promise<GraphQLError> {
    const tooMany = await rateLimiter.countWrongKey((args.contextValue as TransportContext).req);
    return tooMany ?? unauthenticated('The API key is invalid or was revoked.');
  }

  /** Authenticates an operation and counts it against the rate limits. */
  async function acquireContext(args: ExecutionArgs): Promise<{ context: Context; points: number }> {
    const context = await toContext(args);
    const actor = context.isAnonymous ? null : context.actor;
    const { points, rateLimitStatus } = await rateLimiter.acquire(args, actor);
    context.rateLimitStatus = rateLimitStatus;
    return { context, points };
  }

  async function executeOperation(args: ExecutionArgs, context: Context): Promise<ExecutionResult> {
    if (context.idempotentRequest) return executeOnce(args, context);
    const compiled = compile(args.schema, args.document, args.operationName);
    if (!compiled) return markRequestErrors(await execute({ ...args, contextValue: context }));
    const result = await compiled(args.rootValue, context, args.variableValues ?? {});
    return markRequestErrors(locateErrors(result, args.document));
  }

  async function executeOnce(args: ExecutionArgs, context: Context): Promise<ExecutionResult> {
    const { result, isReplay } = await respondOnce(gateway, context.idempotentRequest!, async () =>
      markRequestErrors(await execute({ ...args, contextValue: context })),
    );
    if (!isReplay) return result;
    const { request } = args.contextValue as TransportContext;
    const mark = request ? { http: { headers: REPLAYED } } : { idempotencyReplayed: true };
    return { ...result, extensions: { ...result.extensions, ...mark } };
  }

  /** @throws TOO_MANY_STREAMS */
  function openSubscription(source: EventSource, args: ExecutionArgs, { actor }: Context): Subscription {
    const { schema, document, operationName, variableValues } = args;
    const operation = { schema, document, operationName, variableValues };
    // A socket is counted, and closed, as a whole.
    if (!(args.contextValue as TransportContext).request) {
      return subscriptions.open({ actor, operation, source, onEnd: () => {} });
    }
    const leave = streams.enter(actor.apiKeyId);
    if (!leave) throw tooManyStreams(limits.streamsPerKey);
    let unwatch = () => {};
    const onEnd = () => {
      leave();
      unwatch();
    };
    const subscription = subscriptions.open({ actor, operation, source, onEnd });
    unwatch = watch(authorizationOf(args), () => subscription.end(TOKEN_ENDED));
    endWithResponse(subscription, transportInfoOf(args).res);
    return subscription;
  }

  return {
    execute(args) {
      const run = async (throwIfAborted: () => void): Promise<ExecutionResult> => {
        try {
          const { context, points } = await acquireContext(args);
          // A request with an Idempotency-Key always runs to its end, so that a retry finds its response.
          if (!context.idempotentRequest) context.throwIfAborted = throwIfAborted;
          const result = await executeOperation(args, context);
          return withCost(args, result, points);
        } catch (error) {
          return toErrorResult(error);
        }
      };
      return withTimeout(timeoutMs, () => isDisconnected(args), run);
    },
    async subscribe(args) {
      try {
        const { context } = await acquireContext(args);
        context.lastEventId = lastEventIdOf(args);
        const source = await createSourceEventStream({ ...args, contextValue: context });
        if (!(Symbol.asyncIterator in source)) return markRequestErrors(source);
        return openSubscription(source as EventSource, args, context);
      } catch (error) {
        return toErrorResult(error);
      }
    },
  };
}

/** The stream does not notice a client that disconnects before the first event. */
function endWithResponse(subscription: Subscription, response: ServerResponse | undefined): void {
  if (response?.closed) subscription.end(null);
  else response?.once('close', () => subscription.end(null));
}

const TOKEN_ENDED = toErrorResult(unauthenticated('The API key was revoked or its token was rotated.'));

function tooManyStreams(limit: number): GraphQLError {
  const message = `An API key may have at most ${limit} event streams open at a time.`;
  return requestError('TOO_MANY_STREAMS', message, { limit, http: { status: 429 } });
}

const REPLAYED = { 'idempotency-replayed': 'true' };

function toErrorResult(error: unknown): ExecutionResult {
  return { errors: [error as ReturnType<typeof unauthenticated>] };
}

/**
 * Marks an error that prevents execution, such as invalid variables, as a request error: it gets a code, and the
 * status 400 where the response's media type allows a status other than 200 (GraphQL over HTTP, 6.4.2).
 */
function markRequestErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors || 'data' in result) return result;
  const errors = result.errors.map((error) =>
    error.path || error.extensions?.code
      ? error
      : requestError('BAD_USER_INPUT', error.message, { http: { spec: true, status: 400 } }, error),
  );
  return { ...result, errors };
}
