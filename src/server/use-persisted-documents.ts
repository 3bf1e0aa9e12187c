import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { DocumentNode, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';
import type { PersistedDocuments } from './persisted-documents.ts';

/** The member of a request in which a document is named, besides its `extensions`. */
export const DOCUMENT_ID = 'documentId';

/** A request as it comes, over HTTP or in a WebSocket's message. */
export interface PersistedRequest {
  query?: unknown;
  documentId?: unknown;
  extensions?: { persistedQuery?: unknown } | null;
}

/** Runs documents that are named over HTTP, SSE included. */
export function usePersistedDocuments(documents: PersistedDocuments): Plugin {
  return usePersistedOperations({
    allowArbitraryOperations: !documents.isOnly,
    extractPersistedOperationId: (params, request) =>
      documentIdIn(params as PersistedRequest) ?? documentIdInUrl(request),
    getPersistedOperation: (id) => documents.find(id) ?? null,
    customErrors: {
      notFound: notFound,
      persistedQueryOnly: required,
      keyNotFound: documents.isOnly ? required : noQuery,
    },
  }) as Plugin;
}

/**
 * The document that a message of a WebSocket names, whose `query` is then empty; null where it brings its own.
 * @throws for one that there is not, and for any of its own where only those are run that are kept
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

/** As `documentId`; as Apollo's clients do (`{ version, sha256Hash }`); or as a bare text. */
function documentIdIn({ documentId, extensions }: PersistedRequest): string | null {
  const persisted = extensions?.persistedQuery;
  const id = documentId ?? (persisted as { sha256Hash?: unknown } | undefined)?.sha256Hash ?? persisted;
  return typeof id === 'string' ? id : null;
}

function documentIdInUrl({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url).searchParams.get(DOCUMENT_ID) : null;
}

function required(): GraphQLError {
  const message = `Only documents that the gateway knows are run: send a ${DOCUMENT_ID}, and no query.`;
  return requestError('PERSISTED_DOCUMENT_REQUIRED', message, { http: { status: 400 } });
}

function notFound(): GraphQLError {
  const message = 'The gateway knows no document of this id.';
  return requestError('PERSISTED_DOCUMENT_NOT_FOUND', message, { http: { status: 400 } });
}

function noQuery(): GraphQLError {
  return requestError('BAD_REQUEST', 'The request has no query.', { http: { status: 400 } });
}
