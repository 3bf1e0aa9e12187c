import { GraphQLError } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Authenticate } from '../accounts/authenticate.ts';
import type { Gateway } from '../platform/gateway.ts';
import { schema } from '../schema.ts';
import { useExecution } from './execution.ts';
import type { GraphiqlPage } from './graphiql.ts';

export const GRAPHQL_PATH = '/graphql';

/** An ordinary request has a few kilobytes. */
export const MAX_BODY_BYTES = 256 * 1024;

export type Yoga = YogaServerInstance<object, object>;

/** The GraphQL endpoint over HTTP, with SSE for subscriptions and GraphiQL for browsers. */
export function createEndpoint(
  gateway: Gateway,
  authenticate: Authenticate,
  graphiql: GraphiqlPage | null,
): Yoga {
  const { log } = gateway;
  return createYoga<object, object>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    plugins: [useJsonOnly(), useExecution(gateway, authenticate)],
    maxRequestBodySize: MAX_BODY_BYTES,
    multipart: false,
    cors: false,
    landingPage: false,
    graphiql: graphiql !== null,
    // The page brings nine megabytes of script along: they are read when somebody opens it.
    renderGraphiQL: async () => (await import('./graphiql.ts')).renderGraphiqlPage(graphiql!),
    maskedErrors: { errorMessage: 'The server failed; it is not the request that is wrong.', isDev: false },
    logging: {
      debug: (...args) => log.debug(args),
      info: (...args) => log.info(args),
      warn: (...args) => log.warn(args),
      error: (...args) => log.error({ error: args[0] }, 'A request failed.'),
    },
  });
}

/**
 * Takes JSON and nothing else: what a form on a stranger's page can send (urlencoded, multipart,
 * text) would be let through by browsers without asking.
 */
function useJsonOnly(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method !== 'POST') return;
      const type = request.headers.get('content-type')?.split(';')[0];
      if (requestParser && type === 'application/json') return;
      setRequestParser(() => {
        throw new GraphQLError('Send the request as JSON: "Content-Type: application/json".', {
          extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', http: { status: 415 } },
        });
      });
    },
    // Yoga would answer 200 to one who takes `application/json`, as if it were a request.
    onParams({ params }) {
      if (params.query == null) {
        throw new GraphQLError('The request has no query.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
        });
      }
    },
  };
}
