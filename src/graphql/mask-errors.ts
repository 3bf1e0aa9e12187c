import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskError } from 'graphql-yoga';
import type { Logger } from '../platform/log.ts';
import { requestError } from '../values/graphql-request-error.ts';

export const FAULT_MESSAGE = 'The server failed; it is not the request that is wrong.';

export const FAULT = requestError('INTERNAL_SERVER_ERROR', FAULT_MESSAGE);

/** As over HTTP: what an error says to the transport is not for the caller. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...rest } = error.toJSON();
  const { http: _, unexpected: __, ...shown } = extensions ?? {};
  return Object.keys(shown).length > 0 ? { ...rest, extensions: shown } : rest;
}

/** As the endpoint does it over HTTP: what is no error of the caller's is for the log, and told as a fault. */
export function maskErrors(result: ExecutionResult, log: Logger): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => {
    const shown = maskError(error, FAULT_MESSAGE, false) as GraphQLError;
    if (shown !== error) log.error({ error }, 'A subscription failed, or a field of an event did.');
    return shown;
  });
  return { ...result, errors };
}
