import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';

/**
 * Caches a value for each operation of a document, for as long as the parsed document is cached. Returns null for an
 * operation name that the document does not have, and caches nothing, since callers may send any number of names.
 */
export function perOperation<Value>() {
  const known = new WeakMap<DocumentNode, Map<string, Value>>();

  return (
    document: DocumentNode,
    operationName: string | null | undefined,
    make: (operation: OperationDefinitionNode) => Value,
  ): Value | null => {
    const name = operationName ?? '';
    let byName = known.get(document);
    const cached = byName?.get(name);
    if (cached !== undefined) return cached;
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    if (!byName) {
      byName = new Map();
      known.set(document, byName);
    }
    const made = make(operation);
    byName.set(name, made);
    return made;
  };
}
