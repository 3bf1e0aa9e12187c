import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { DocumentNode, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';
import type { PersistedDocuments } from './persisted-documents.ts';

/** The request parameter that holds a document's id, besides `extensions`. */
export const DOCUMENT_ID = 'documentId';

/** A request's parameters, over HTTP or in a WebSocket message. */
export interface PersistedRequest {
  query?: unknown;
  documentId?: unknown;
  extensions?: { persistedQuery?: unknown } | null;
}

/** Runs persisted documents over HTTP, including SSE. */
export function usePersistedDocuments(documents: PersistedDocuments): Plugin {
  return usePersistedOperations({
    allowArbitraryOperations: !documents.isOnly,
    extractPersistedOperationId: (params, request) =>
      documentIdIn(params as PersistedRequest) ?? documentIdInUrl(request),
    getPersistedOperation: (id) => documents.find(id) ?? null,
    customErrors: {
      notFound,
      persistedQueryOnly: required,
      keyNotFound: documents.isOnly ? required : noQuery,
    },
  }) as Plugin;
}

/**
 * Returns the persisted document of a WebSocket message, whose `query` is then empty; null if the message contains
 * its own document.
 * @throws if the id is unknown, or the message has its own document and only persisted documents are allowed
 */
export function persistedDocument(
  documents: PersistedDocuments | null,
  request: PersistedRequest,
): DocumentNode | null {
  if (!documents) return null;
  const id = request.query ? null : documentIdIn(request);
  if (id === null && documents.isOnly) throw required();
  if (id === null) return null;
  const document = documents.find(id);
  if (!document) throw notFound();
  return document;
}

/** Reads `documentId`, or `persistedQuery` as Apollo's clients send it (`{ version, sha256Hash }`) or as a string. */
function documentIdIn({ documentId, extensions }: PersistedRequest): string | null {
  const persisted = extensions?.persistedQuery;
  const id = documentId ?? (persisted as { sha256Hash?: unknown } | undefined)?.sha256Hash ?? persisted;
  return typeof id === 'string' ? id : null;
}

function documentIdInUrl({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url).searchParams.get(DOCUMENT_ID) : null;
}

function required(): GraphQLError {
  const message = `Only persisted documents are allowed: send a ${DOCUMENT_ID} and no query.`;
  return requestError('PERSISTED_DOCUMENT_REQUIRED', message, { http: { status: 400 } });
}

function notFound(): GraphQLError {
  const message = 'No persisted document has this id.';
  return requestError('PERSISTED_DOCUMENT_NOT_FOUND', message, { http: { status: 400 } });
}

function noQuery(): GraphQLError {
  return requestError('BAD_REQUEST', 'The request has no query.', { http: { status: 400 } });
}
