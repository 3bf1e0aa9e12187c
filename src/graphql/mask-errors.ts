import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskError } from 'graphql-yoga';
import type { Logger } from '../platform/log.ts';
import { requestError } from '../values/graphql-request-error.ts';

export const FAULT_MESSAGE = 'Internal server error.';

export const FAULT = requestError('INTERNAL_SERVER_ERROR', FAULT_MESSAGE);

/** Formats an error as responses over HTTP do: without the extensions that only the transport reads. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...rest } = error.toJSON();
  const { http: _, unexpected: __, ...visible } = extensions ?? {};
  return Object.keys(visible).length > 0 ? { ...rest, extensions: visible } : rest;
}

/** Masks and logs unexpected errors, as the HTTP endpoint does. Errors that the caller caused pass unchanged. */
export function maskErrors(result: ExecutionResult, log: Logger): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => {
    const masked = maskError(error, FAULT_MESSAGE, false) as GraphQLError;
    if (masked !== error) log.error({ error }, 'A subscription failed, or a field of an event did.');
    return masked;
  });
  return { ...result, errors };
}
