import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';

/**
 * Adds a source and positions to the errors of compiled code. They have only lines and columns, which are lost
 * when an error is copied later.
 */
export function locateErrors(result: ExecutionResult, { loc }: DocumentNode): ExecutionResult {
  if (!result.errors || !loc) return result;
  const errors = result.errors.map((error) => {
    const { message, path, originalError, extensions, locations } = error;
    if (error.nodes || !locations) return error;
    const positions = locations.map((location) => toPosition(loc.source.body, location));
    return new GraphQLError(message, { source: loc.source, positions, path, originalError, extensions });
  });
  return { ...result, errors };
}

/** @param location line and column, from 1 */
function toPosition(text: string, { line, column }: { line: number; column: number }): number {
  const lineStarts = [0, ...Array.from(text.matchAll(/\r\n|[\n\r]/g), (end) => end.index + end[0].length)];
  return (lineStarts[line - 1] ?? 0) + column - 1;
}
