import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
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
    onExecute({ args, setExecuteFn }) {
      setExecuteFn(async () => {
        const context = await toContext(args).catch(toErrorResult);
        if (!(context instanceof Context)) return context;
        const compiled = compile(args.schema, args.document, args.operationName);
        return compiled
          ? compiled(args.rootValue, context, args.variableValues ?? {})
          : execute({ ...args, contextValue: context });
      });
    },
    onSubscribe({ args, setSubscribeFn }) {
      setSubscribeFn(async () => {
        const context = await toContext(args).catch(toErrorResult);
        return context instanceof Context ? subscribe({ ...args, contextValue: context }) : context;
      });
    },
  };
}

function toErrorResult(error: unknown): ExecutionResult {
  return { errors: [error as ReturnType<typeof unauthenticated>] };
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
