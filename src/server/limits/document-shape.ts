import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { RequestErrorCode } from '../../values/error-codes.ts';
import { requestError } from '../../values/graphql-request-error.ts';

/** How large a document is, its fragments written out wherever they are spread. */
interface Shape {
  depth: number;
  rootFields: number;
  fields: number;
  aliases: number;
  directives: number;
}

/** GraphiQL asks for the schema with a depth of 16 and 300 fields. */
const MAX_SHAPE: Shape = { depth: 20, rootFields: 50, fields: 1_000, aliases: 100, directives: 50 };

/** What is said of a document beyond each of them. */
const REFUSALS: Record<keyof Shape, { code: RequestErrorCode; what: string }> = {
  depth: { code: 'QUERY_TOO_DEEP', what: 'levels of fields' },
  rootFields: { code: 'TOO_MANY_ROOT_FIELDS', what: 'fields on the first level' },
  fields: { code: 'TOO_MANY_FIELDS', what: 'fields' },
  aliases: { code: 'TOO_MANY_ALIASES', what: 'aliases' },
  directives: { code: 'TOO_MANY_DIRECTIVES', what: 'directives' },
};

/**
 * The refusal of a document that is too large; null for one that is not. It takes time by the document's
 * length only: a fragment is looked at once, however often it is spread. So it can go before the validation,
 * which is dearer the larger a document is, and has to put up with what is not valid.
 */
export function refuseShape(document: DocumentNode): GraphQLError | null {
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
  const { code, what } = REFUSALS[name];
  const limit = MAX_SHAPE[name];
  // Whatever type of answer is asked for, the status is to tell.
  const http = { status: 400, spec: false };
  return requestError(code, `${operation} has more than ${limit} ${what}, fragments written out.`, {
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
    // Within itself a fragment is nothing: the validation refuses it.
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

/** @param below whether what is added stands a level below */
function add(shape: Shape, inner: Shape, below: 0 | 1): void {
  shape.depth = Math.max(shape.depth, inner.depth + below);
  shape.fields += inner.fields;
  shape.aliases += inner.aliases;
  shape.directives += inner.directives;
}
