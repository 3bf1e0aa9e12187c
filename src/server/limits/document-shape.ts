import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { RequestErrorCode } from '../../values/error-codes.ts';
import { requestError } from '../../values/graphql-request-error.ts';

/** The size of a document with its fragments expanded. */
interface Shape {
  depth: number;
  rootFields: number;
  fields: number;
  aliases: number;
  directives: number;
}

/** GraphiQL's introspection query has a depth of 16 and 300 fields. */
const MAX_SHAPE: Shape = { depth: 20, rootFields: 50, fields: 1_000, aliases: 100, directives: 50 };

/** The error for exceeding each limit. */
const SHAPE_ERRORS: Record<keyof Shape, { code: RequestErrorCode; unit: string }> = {
  depth: { code: 'QUERY_TOO_DEEP', unit: 'levels of fields' },
  rootFields: { code: 'TOO_MANY_ROOT_FIELDS', unit: 'root fields' },
  fields: { code: 'TOO_MANY_FIELDS', unit: 'fields' },
  aliases: { code: 'TOO_MANY_ALIASES', unit: 'aliases' },
  directives: { code: 'TOO_MANY_DIRECTIVES', unit: 'directives' },
};

/**
 * Returns the error for a document that is too large; null if it is not. The time is linear in the document's
 * length, as each fragment is measured once, however often it is spread. So the check can run before validation,
 * whose cost grows with the document, and must tolerate invalid documents.
 */
export function checkShape(document: DocumentNode): GraphQLError | null {
  const measure = shapes(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const shape = measure(definition);
    for (const name of Object.keys(MAX_SHAPE) as (keyof Shape)[]) {
      if (shape[name] > MAX_SHAPE[name]) return tooLarge(name, definition.name?.value);
    }
  }
  return null;
}

function tooLarge(name: keyof Shape, operation = 'The operation'): GraphQLError {
  const { code, unit } = SHAPE_ERRORS[name];
  const limit = MAX_SHAPE[name];
  // The status is 400 whatever media type the caller accepts.
  const http = { status: 400, spec: false };
  return requestError(code, `${operation} has more than ${limit} ${unit} (with fragments expanded).`, {
    limit,
    http,
  });
}

interface Selecting {
  selectionSet: SelectionSetNode;
  directives?: readonly unknown[];
}

function shapes({ definitions }: DocumentNode): (selecting: Selecting) => Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Shape>();

  function measureFragment(name: string): Shape {
    const shape = known.get(name);
    if (shape) return shape;
    // A fragment within itself counts nothing: validation rejects it.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const measured = fragment ? measure(fragment) : NOTHING;
    known.set(name, measured);
    return measured;
  }

  function measure({ selectionSet, directives = [] }: Selecting): Shape {
    const shape = { ...NOTHING, directives: directives.length };
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? measure(selection as Selecting) : NOTHING;
        add(shape, inner, 1);
        shape.rootFields += 1;
        shape.fields += 1;
        if (selection.alias) shape.aliases += 1;
        if (!selection.selectionSet) shape.directives += selection.directives?.length ?? 0;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = measure(selection);
        add(shape, inner, 0);
        shape.rootFields += inner.rootFields;
      } else {
        const inner = measureFragment(selection.name.value);
        add(shape, inner, 0);
        shape.rootFields += inner.rootFields;
        shape.directives += selection.directives?.length ?? 0;
      }
    }
    return shape;
  }

  return measure;
}

const NOTHING: Shape = { depth: 0, rootFields: 0, fields: 0, aliases: 0, directives: 0 };

/** @param below 1 if the added shape is one level deeper */
function add(shape: Shape, inner: Shape, below: 0 | 1): void {
  shape.depth = Math.max(shape.depth, inner.depth + below);
  shape.fields += inner.fields;
  shape.aliases += inner.aliases;
  shape.directives += inner.directives;
}
