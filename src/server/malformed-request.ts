import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';

/**
 * Reports an unreadable request as the caller's error. Yoga treats malformed variables in a URL as an internal
 * error, and exposes the parser's own error for a malformed body.
 */
export function useMalformedRequest(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          throw toClientError(error);
        }
      });
    },
    // The parser is recursive, and a few hundred brackets can overflow the stack.
    onParse: () => {
      return ({ result, replaceParseResult }) => {
        if (result instanceof RangeError) replaceParseResult(tooDeep());
      };
    },
  };
}

function tooDeep(): GraphQLError {
  return requestError('QUERY_TOO_DEEP', 'The document is nested too deeply.', { http: { status: 400 } });
}

function toClientError(error: unknown): unknown {
  if (error instanceof SyntaxError) return malformed('The variables or extensions are not valid JSON.');
  if (error instanceof GraphQLError && 'originalError' in error.extensions) return malformed(error.message);
  return error;
}

function malformed(message: string): GraphQLError {
  return requestError('BAD_REQUEST', message, { http: { status: 400 } });
}
