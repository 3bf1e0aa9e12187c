import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLInputType,
  type GraphQLSchema,
  getOperationAST,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ListValueNode,
  type ObjectValueNode,
  type TypeNode,
  typeFromAST,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../graphql/context.ts';
import { perOperation } from '../graphql/per-operation.ts';

/** Runs one compiled operation. */
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
  const candidateOf = perOperation<Candidate>();

  return (schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Compiled | null => {
    const candidate = candidateOf(document, operationName, () => ({ uses: 0, compiled: null }));
    if (!candidate) return null;
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
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  return isCompiledQuery(compiled) ? (compiled.query as Compiled) : null;
}

/**
 * Whether graphql-jit runs an operation just as graphql-js does. It reads variables by itself, and
 * does not hold them to `@oneOf`, nor fill in the defaults of inputs within lists or of what must not
 * be null; and a variable within an object or a list it puts there as null when it is left out.
 * Documents with such variables stay with graphql-js, and so do mutations.
 * (`test/server/executors.test.ts` compares.)
 */
export function isCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): boolean {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query') return false;
  const definitions = operation.variableDefinitions ?? [];
  const nullable = definitions.filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE);
  if (isAnyNested(document, new Set(nullable.map(({ variable }) => variable.name.value)))) return false;
  return definitions.every((definition) => {
    const type = inputType(schema, definition.type);
    return type && isReadRight(type, false) && !isFilledIn(type, definition.defaultValue);
  });
}

/** Whether any of these variables stands within an object or a list. */
function isAnyNested(document: DocumentNode, names: ReadonlySet<string>): boolean {
  let found = false;
  const look = (node: ObjectValueNode | ListValueNode) => {
    visit(node, {
      Variable: ({ name }) => {
        found ||= names.has(name.value);
      },
    });
  };
  if (names.size > 0) visit(document, { ObjectValue: look, ListValue: look });
  return found;
}

/** Whether something must not be null, and may be left out all the same. */
function isFilledIn(type: GraphQLInputType, defaultValue: unknown): boolean {
  return isNonNullType(type) && defaultValue !== undefined;
}

function inputType(schema: GraphQLSchema, type: TypeNode): GraphQLInputType | undefined {
  return typeFromAST(schema, type as never) as GraphQLInputType | undefined;
}

function isReadRight(type: GraphQLInputType, inList: boolean): boolean {
  if (isNonNullType(type)) return isReadRight(type.ofType, inList);
  if (isListType(type)) return isReadRight(type.ofType, true);
  if (!isInputObjectType(type)) return true;
  if (inList || type.isOneOf) return false;
  return Object.values(type.getFields()).every(
    (field) => isReadRight(field.type, false) && !isFilledIn(field.type, field.defaultValue),
  );
}
