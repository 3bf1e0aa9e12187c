import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLIncludeDirective,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
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

/** Compiling takes milliseconds, which pays only for a document that is used repeatedly. */
const COMPILE_AT = 3;

interface Candidate {
  uses: number;
  compiled: Compiled | null;
}

/**
 * Compiles frequent queries with graphql-jit; returns null for operations that graphql-js must run. Documents are
 * compared by identity: the server's parser caches one per text.
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
 * Whether graphql-jit runs an operation exactly as graphql-js does. It coerces variables itself: it does not
 * enforce `@oneOf`, does not apply the defaults of inputs within lists or of non-null inputs, and replaces an
 * omitted variable within an object or a list by null. Where `@skip` or `@include` meets fields that are selected
 * twice, it returns other fields. graphql-js runs documents with such variables or directives, and all mutations.
 * `test/server/executors.test.ts` compares the two.
 */
export function isCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): boolean {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'query' || hasConditions(document)) return false;
  const definitions = operation.variableDefinitions ?? [];
  const nullable = definitions.filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE);
  if (isAnyNested(document, new Set(nullable.map(({ variable }) => variable.name.value)))) return false;
  return definitions.every((definition) => {
    const type = inputType(schema, definition.type);
    return type && isCoercedAlike(type, false) && !hasDefault(type, definition.defaultValue);
  });
}

/** Whether `@skip` or `@include` is used anywhere. */
function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      found ||= name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
    },
  });
  return found;
}

/** Whether any of these variables is used within an object or a list. */
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

/** Whether an input is non-null but has a default. */
function hasDefault(type: GraphQLInputType, defaultValue: unknown): boolean {
  return isNonNullType(type) && defaultValue !== undefined;
}

function inputType(schema: GraphQLSchema, type: TypeNode): GraphQLInputType | undefined {
  return typeFromAST(schema, type as never) as GraphQLInputType | undefined;
}

function isCoercedAlike(type: GraphQLInputType, inList: boolean): boolean {
  if (isNonNullType(type)) return isCoercedAlike(type.ofType, inList);
  if (isListType(type)) return isCoercedAlike(type.ofType, true);
  if (!isInputObjectType(type)) return true;
  if (inList || type.isOneOf) return false;
  return Object.values(type.getFields()).every(
    (field) => isCoercedAlike(field.type, false) && !hasDefault(field.type, field.defaultValue),
  );
}
