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
import type { Authenticate } from '../accounts/authenticate.ts';
import { Context, unauthenticated } from '../graphql/context.ts';
import type { Gateway } from '../platform/gateway.ts';
import { createCompiler } from './compile.ts';
import { locateErrors } from './locate-errors.ts';

/** What a transport knows of a request when it is to be executed. */
export interface TransportContext {
  /** Over HTTP. */
  request?: Request;
  /** Over a WebSocket: the `authorization` that its connection was opened with. */
  authorization?: string;
}

/**
 * Runs operations, whichever way they came: finds out who calls, gives the resolvers their context,
 * and executes by compiled code where that is known to be right.
 */
export function useExecution(gateway: Gateway, authenticate: Authenticate): Plugin {
  const compile = createCompiler();

  async function toContext(args: ExecutionArgs): Promise<Context> {
    const transport = args.contextValue as TransportContext;
    const authorization = transport.authorization ?? transport.request?.headers.get('authorization');
    const actor = await authenticate(authorization);
    if (!actor && authorization) throw unauthenticated('This API key is wrong, or was revoked.');
    if (!actor && !isIntrospection(args.document, args.operationName)) throw unauthenticated();
    return new Context(gateway, actor);
  }

  return {
    onParse() {
      return ({ result }) => {
        if (result instanceof GraphQLError) result.extensions.code ??= 'GRAPHQL_PARSE_FAILED';
      };
    },
    onExecute({ args, setExecuteFn }) {
      setExecuteFn(async () => {
        const context = await toContext(args).catch(toErrorResult);
        if (!(context instanceof Context)) return context;
        const compiled = compile(args.schema, args.document, args.operationName);
        if (!compiled) return tellRequestErrors(await execute({ ...args, contextValue: context }));
        const result = await compiled(args.rootValue, context, args.variableValues ?? {});
        return tellRequestErrors(locateErrors(result, args.document));
      });
    },
    onSubscribe({ args, setSubscribeFn }) {
      setSubscribeFn(async () => {
        const context = await toContext(args).catch(toErrorResult);
        if (!(context instanceof Context)) return context;
        const result = await subscribe({ ...args, contextValue: context });
        return Symbol.asyncIterator in result ? result : tellRequestErrors(result);
      });
    },
  };
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
