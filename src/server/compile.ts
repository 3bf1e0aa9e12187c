import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLInputType,
  type GraphQLSchema,
  getOperationAST,
  isInputObjectType,
  isListType,
  isNonNullType,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../graphql/context.ts';

/** Runs one compiled operation. The result brings the serializer that was made for its shape. */
export type Compiled = (
  root: unknown,
  context: Context,
  variables: Record<string, unknown>,
) => ExecutionResult | Promise<ExecutionResult>;

/** Compiling takes milliseconds: a document has to come again before it is worth that. */
const COMPILE_AT = 3;

interface Candidate {
  uses: number;
  compiled: Compiled | null;
}

/**
 * Compiles the queries that come again and again, with graphql-jit; null for what graphql-js is to
 * run. Documents are told apart by identity: the server's parser keeps one per text.
 */
export function createCompiler() {
  const candidates = new WeakMap<DocumentNode, Map<string, Candidate>>();

  return (schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Compiled | null => {
    let byName = candidates.get(document);
    if (!byName) {
      byName = new Map();
      candidates.set(document, byName);
    }
    const name = operationName ?? '';
    let candidate = byName.get(name);
    if (!candidate) {
      candidate = { uses: 0, compiled: null };
      byName.set(name, candidate);
    }
    candidate.uses += 1;
    if (candidate.uses === COMPILE_AT && isCompilable(schema, document, operationName)) {
      candidate.compiled = compile(schema, document, operationName);
    }
    return candidate.compiled;
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): Compiled | null {
  const compiled = compileQuery(schema, document, operationName ?? undefined, { customJSONSerializer: true });
  if (!isCompiledQuery(compiled)) return null;
  const { query, stringify } = compiled;
  const withSerializer = (result: ExecutionResult) => Object.assign(result, { stringify });
  return (root, context, variables) => {
    const result = query(root, context, variables) as ExecutionResult | Promise<ExecutionResult>;
    return result instanceof Promise ? result.then(withSerializer) : withSerializer(result);
  };
}

/**
 * Whether graphql-jit runs an operation just as graphql-js does. It reads variables by itself, and
 * does not hold them to `@oneOf`, nor fill in the defaults of inputs within lists: documents with
 * such variables stay with graphql-js, and so do mutations. (`test/server/executors.test.ts` compares.)
 */
export function isCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): boolean {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query') return false;
  const types = (operation.variableDefinitions ?? []).map(({ type }) => inputType(schema, type));
  return types.every((type) => type !== undefined && isReadRight(type, false));
}

function inputType(schema: GraphQLSchema, type: TypeNode): GraphQLInputType | undefined {
  return typeFromAST(schema, type as never) as GraphQLInputType | undefined;
}

function isReadRight(type: GraphQLInputType, inList: boolean): boolean {
  if (isNonNullType(type)) return isReadRight(type.ofType, inList);
  if (isListType(type)) return isReadRight(type.ofType, true);
  if (!isInputObjectType(type)) return true;
  if (inList || type.isOneOf) return false;
  return Object.values(type.getFields()).every((field) => isReadRight(field.type, false));
}
