import { type FieldNode, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql';
import { DEFAULT_SIZE, MAX_SIZE } from '../../graphql/pages.ts';
import type { FieldRule } from './cost-rules.ts';

/** The maximum number of results of a field, or a function that computes it from the variables. */
export type PageSize = number | ((variables: Readonly<Record<string, unknown>>) => number);

/** An argument's value, or the variable that holds it; `known` is undefined if it is not given. */
type ArgumentValue = { known: unknown } | { variable: string; fallback: unknown };

export function sizeOf(
  node: FieldNode,
  size: FieldRule['size'],
  operation: OperationDefinitionNode,
): PageSize {
  if (size === 'one') return 1;
  if (size === 'default') return DEFAULT_SIZE;
  const names = size === 'ids' ? ['ids'] : ['first', 'last'];
  const values = names.map((name) => read(node, name, operation));
  if (values.every((value) => 'known' in value)) return choose(values.map(({ known }) => known));
  return (variables) =>
    choose(
      values.map((value) => {
        if ('known' in value) return value.known;
        const given = variables[value.variable];
        return given === undefined ? value.fallback : given;
      }),
    );
}

function read(node: FieldNode, name: string, operation: OperationDefinitionNode): ArgumentValue {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== Kind.VARIABLE) return { known: toPlain(value) };
  const variable = value.name.value;
  const definition = operation.variableDefinitions?.find((other) => other.variable.name.value === variable);
  return { variable, fallback: toPlain(definition?.defaultValue) };
}

/** Converts the kinds of literals that determine a size. */
function toPlain(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.LIST) return value.values;
  // A single value is coerced to a list of one.
  return value?.kind === Kind.STRING ? [value] : undefined;
}

/** The field itself rejects more than a full page, so the cost is capped at one. */
function choose(values: unknown[]): number {
  for (const value of values) {
    const count = Array.isArray(value) ? value.length : value;
    if (typeof count === 'number') return Math.min(Math.max(count, 0), MAX_SIZE);
  }
  return DEFAULT_SIZE;
}
