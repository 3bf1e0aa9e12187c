import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  subscribe,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { readToken } from '../accounts/authenticate.ts';
import type { Access } from '../accounts/open-access.ts';
import { Context, unauthenticated } from '../graphql/context.ts';
import type { Gateway } from '../platform/gateway.ts';
import { answerOnce } from './answer-once.ts';
import { createCompiler } from './compile.ts';
import { endable } from './endable.ts';
import { type Arrival, hasHungUp, withCost } from './limits/arrival.ts';
import type { Gate } from './limits/gate.ts';
import { withinTime } from './limits/time-limit.ts';
import { locateErrors } from './locate-errors.ts';
import { readKeyedRequest } from './read-keyed-request.ts';

/** What a transport knows of a request when it is to be executed. */
export interface TransportContext extends Arrival {
  /** Over HTTP. */
  request?: Request;
  /** Over a WebSocket: the `authorization` that its connection was opened with. */
  authorization?: string;
  /** Likewise: the `idempotencyKey` among the extensions of the one operation. */
  idempotencyKey?: string;
}

/**
 * Runs operations, whichever way they came: finds out who calls, gives the resolvers their context,
 * and executes by compiled code where that is known to be right.
 */
export function useExecution(gateway: Gateway, { authenticate, watch }: Access, gate: Gate): Plugin {
  const compile = createCompiler();
  const timeoutMs = gateway.config.requestTimeoutSeconds * 1_000;

  async function toContext(args: ExecutionArgs): Promise<Context> {
    const authorization = authorizationOf(args);
    const actor = await authenticate(authorization);
    if (!actor && authorization) throw await refuseKey(args);
    if (!actor && !isIntrospection(args.document, args.operationName)) throw unauthenticated();
    const key = idempotencyKeyOf(args);
    if (!actor || key === null) return new Context(gateway, actor);
    const token = readToken(authorization)!;
    return new Context(gateway, actor, readKeyedRequest(args, { key, token, actor }));
  }

  async function refuseKey(args: ExecutionArgs): Promise<GraphQLError> {
    const tooMany = await gate.countWrongKey((args.contextValue as TransportContext).req);
    return tooMany ?? unauthenticated('This API key is wrong, or was revoked.');
  }

  /** Lets an operation in: its caller is known, and it is within the limits. */
  async function admit(args: ExecutionArgs): Promise<{ context: Context; points: number }> {
    const context = await toContext(args);
    const actor = context.isAnonymous ? null : context.actor;
    const { points, standing } = await gate.admit(args, actor);
    context.standing = standing;
    return { context, points };
  }

  async function answer(args: ExecutionArgs, context: Context): Promise<ExecutionResult> {
    if (context.keyedRequest) return executeOnce(args, context);
    const compiled = compile(args.schema, args.document, args.operationName);
    if (!compiled) return tellRequestErrors(await execute({ ...args, contextValue: context }));
    const result = await compiled(args.rootValue, context, args.variableValues ?? {});
    return tellRequestErrors(locateErrors(result, args.document));
  }

  async function executeOnce(args: ExecutionArgs, context: Context): Promise<ExecutionResult> {
    const { result, isReplay } = await answerOnce(gateway, context.keyedRequest!, async () =>
      tellRequestErrors(await execute({ ...args, contextValue: context })),
    );
    if (!isReplay) return result;
    const { request } = args.contextValue as TransportContext;
    const mark = request ? { http: { headers: REPLAYED } } : { idempotencyReplayed: true };
    return { ...result, extensions: { ...result.extensions, ...mark } };
  }

  return {
    onParse() {
      return ({ result }) => {
        if (result instanceof GraphQLError) result.extensions.code ??= 'GRAPHQL_PARSE_FAILED';
      };
    },
    onExecute({ args, setExecuteFn }) {
      const isGone = () => hasHungUp(args);
      const run = async (stopIfUnwanted: () => void): Promise<ExecutionResult> => {
        try {
          const { context, points } = await admit(args);
          // One with an Idempotency-Key goes on to its end, so that whoever asks again has its answer.
          if (!context.keyedRequest) context.stopIfUnwanted = stopIfUnwanted;
          const result = await answer(args, context);
          return withCost(args, result, points);
        } catch (error) {
          return toErrorResult(error);
        }
      };
      setExecuteFn(() => withinTime(timeoutMs, isGone, run));
    },
    onSubscribe({ args, setSubscribeFn }) {
      setSubscribeFn(async () => {
        const admitted = await admit(args).catch(toErrorResult);
        if (!('context' in admitted)) return admitted;
        const result = await subscribe({ ...args, contextValue: admitted.context });
        if (!(Symbol.asyncIterator in result)) return tellRequestErrors(result);
        // A socket is closed as a whole.
        if (!(args.contextValue as TransportContext).request) return result;
        return endable(result, KEY_ENDED, (end) => watch(authorizationOf(args), end));
      });
    },
  };
}

const KEY_ENDED = toErrorResult(unauthenticated('This API key was revoked, or has another token by now.'));

function authorizationOf({ contextValue }: ExecutionArgs): string | null | undefined {
  const { authorization, request } = contextValue as TransportContext;
  return authorization ?? request?.headers.get('authorization');
}

const REPLAYED = { 'idempotency-replayed': 'true' };

function idempotencyKeyOf({ contextValue }: ExecutionArgs): string | null {
  const { idempotencyKey, request } = contextValue as TransportContext;
  return idempotencyKey ?? request?.headers.get('idempotency-key') ?? null;
}

function toErrorResult(error: unknown): ExecutionResult {
  return { errors: [error as ReturnType<typeof unauthenticated>] };
}

/**
 * What kept an operation from being begun (its variables do not fit) is a fault of the request: it has a
 * code, and the status 400 where the answer's type lets the status tell (GraphQL over HTTP, 6.4.2).
 */
function tellRequestErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors || 'data' in result) return result;
  const errors = result.errors.map((error) =>
    error.path || error.extensions?.code
      ? error
      : new GraphQLError(error.message, {
          nodes: error.nodes,
          source: error.source,
          positions: error.positions,
          extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } },
        }),
  );
  return { ...result, errors };
}

/** Whether an operation asks about the schema only, which goes without a key. */
function isIntrospection(document: DocumentNode, operationName: string | null | undefined): boolean {
  const operation = getOperationAST(document, operationName);
  return operation?.operation === 'query' && asksSchemaOnly(document, operation, new Set());
}

function asksSchemaOnly(
  document: DocumentNode,
  { selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>,
  visited: Set<SelectionSetNode>,
): boolean {
  if (visited.has(selectionSet)) return true;
  visited.add(selectionSet);
  return selectionSet.selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksSchemaOnly(document, selection, visited);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && asksSchemaOnly(document, fragment, visited);
  });
}
