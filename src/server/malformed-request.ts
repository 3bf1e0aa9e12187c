import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';

/**
 * Says of a request that cannot be read that it is the request that is wrong: the server's library takes broken
 * variables in an address for a fault of its own, and of a broken body it shows the error that it met inside.
 */
export function useMalformedRequest(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          throw toRefusal(error);
        }
      });
    },
    // The parser goes down a level by calling itself, and a few hundred brackets can be too many for the stack.
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

function toRefusal(error: unknown): unknown {
  if (error instanceof SyntaxError) return malformed('The variables or extensions are no JSON.');
  if (error instanceof GraphQLError && 'originalError' in error.extensions) return malformed(error.message);
  return error;
}

function malformed(message: string): GraphQLError {
  return requestError('BAD_REQUEST', message, { http: { status: 400 } });
}
