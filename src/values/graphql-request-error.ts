import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { RequestErrorCode } from './error-codes.ts';

/**
 * An error for the response's top-level `errors`.
 * @param extensions what it says besides the code; `http` is for the transport, and not shown
 */
export function requestError(
  code: RequestErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
  { nodes, source, positions }: Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'> = {},
): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });
}
