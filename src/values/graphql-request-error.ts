import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { RequestErrorCode } from './error-codes.ts';

/**
 * Creates an error for the response's top-level `errors`.
 * @param extensions extensions besides the code; `http` is read by the transport and not sent to the caller
 */
export function requestError(
  code: RequestErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
  { nodes, source, positions }: Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'> = {},
): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });
}
