import { type FieldNode, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql';
import { DEFAULT_SIZE, MAX_SIZE } from '../../graphql/pages.ts';
import type { FieldRule } from './cost-rules.ts';

/** How many a field shows at most, or how to tell from the variables. */
export type PageSize = number | ((variables: Readonly<Record<string, unknown>>) => number);

/** What a value says, or how to tell from the variables; undefined where nothing is said. */
type Said = { known: unknown } | { variable: string; fallback: unknown };

export function sizeOf(
  node: FieldNode,
  size: FieldRule['size'],
  operation: OperationDefinitionNode,
): PageSize {
  if (size === 'one') return 1;
  if (size === 'unsaid') return DEFAULT_SIZE;
  const names = size === 'ids' ? ['ids'] : ['first', 'last'];
  const said = names.map((name) => read(node, name, operation));
  if (said.every((value) => 'known' in value)) return choose(said.map(({ known }) => known));
  return (variables) =>
    choose(
      said.map((value) => {
        if ('known' in value) return value.known;
        const given = variables[value.variable];
        return given === undefined ? value.fallback : given;
      }),
    );
}

function read(node: FieldNode, name: string, operation: OperationDefinitionNode): Said {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== Kind.VARIABLE) return { known: toPlain(value) };
  const variable = value.name.value;
  const definition = operation.variableDefinitions?.find((other) => other.variable.name.value === variable);
  return { variable, fallback: toPlain(definition?.defaultValue) };
}

/** As far as it matters here. */
function toPlain(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.LIST) return value.values;
  // One that stands for a list of one.
  return value?.kind === Kind.STRING ? [value] : undefined;
}

/** More than a page may have is refused where it is asked for, so it costs no more than a full page. */
function choose(said: unknown[]): number {
  for (const value of said) {
    const count = Array.isArray(value) ? value.length : value;
    if (typeof count === 'number') return Math.min(Math.max(count, 0), MAX_SIZE);
  }
  return DEFAULT_SIZE;
}
