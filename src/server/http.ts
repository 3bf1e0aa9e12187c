import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { FAULT_MESSAGE } from '../graphql/mask-errors.ts';
import type { Gateway } from '../platform/gateway.ts';
import { schema } from '../schema.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { useCsrfPrevention } from './allowed-origins.ts';
import type { Engine } from './engine.ts';
import { useExecution } from './execution.ts';
import type { GraphiqlPage } from './graphiql.ts';
import { useGraphiqlPage } from './graphiql-page.ts';
import { useHiddenSchema } from './hide-schema.ts';
import { useDocumentLimits } from './limits/use-document-limits.ts';
import { useMalformedRequest } from './malformed-request.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { useNoStore } from './use-no-store.ts';
import { DOCUMENT_ID, usePersistedDocuments } from './use-persisted-documents.ts';

export const GRAPHQL_PATH = '/graphql';

/** Ordinary requests have a few kilobytes. */
export const MAX_BODY_BYTES = 256 * 1024;

export type Yoga = YogaServerInstance<object, object>;

/** Optional parts of the endpoint; null if disabled. */
export interface EndpointOptions {
  graphiql: GraphiqlPage | null;
  documents: PersistedDocuments | null;
}

/** The GraphQL endpoint over HTTP, with SSE for subscriptions and GraphiQL for browsers. */
export function createEndpoint(
  gateway: Gateway,
  engine: Engine,
  { graphiql, documents }: EndpointOptions,
): Yoga {
  const { config, log } = gateway;
  return createYoga<object, object>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    plugins: [
      graphiql !== null && useGraphiqlPage(graphiql),
      useCsrfPrevention(config),
      useNoStore(),
      documents !== null && usePersistedDocuments(documents),
      useJsonOnly(),
      useMalformedRequest(),
      !config.introspection && useHiddenSchema(),
      useDocumentLimits(),
      useExecution(engine),
    ],
    maxRequestBodySize: MAX_BODY_BYTES,
    multipart: false,
    cors: false,
    landingPage: false,
    // Served by `useGraphiqlPage`.
    graphiql: false,
    extraParamNames: documents ? [DOCUMENT_ID] : [],
    maskedErrors: { errorMessage: FAULT_MESSAGE, isDev: false },
    logging: {
      debug: (...args) => log.debug(args),
      info: (...args) => log.info(args),
      warn: (...args) => log.warn(args),
      error: (...args) => log.error({ error: args[0] }, 'A request failed.'),
    },
  });
}

/**
 * Accepts only JSON: browsers send the types that a form on another site can post (urlencoded, multipart, text)
 * without a preflight.
 */
function useJsonOnly(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method !== 'POST') return;
      const type = request.headers.get('content-type')?.split(';')[0];
      if (requestParser && type === 'application/json') return;
      setRequestParser(() => {
        const message = 'Send the request as JSON: "Content-Type: application/json".';
        throw requestError('UNSUPPORTED_MEDIA_TYPE', message, { http: { status: 415 } });
      });
    },
    // Yoga would respond with 200 to callers that accept `application/json`.
    onParams({ params }) {
      if (params.query == null) {
        throw requestError('BAD_REQUEST', 'The request has no query.', { http: { status: 400 } });
      }
    },
  };
}
