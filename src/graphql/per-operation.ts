import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';

/**
 * Keeps something about each operation of a document, for as long as the document is kept parsed. For a name
 * that the document does not have there is null, and nothing is kept: there is no end of such names.
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
    const kept = byName?.get(name);
    if (kept !== undefined) return kept;
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
