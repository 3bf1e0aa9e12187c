import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../../values/graphql-request-error.ts';
import { checkShape } from './document-shape.ts';

/** Three times the tokens of GraphiQL's introspection query, and far more than any document of an ordinary client. */
const MAX_TOKENS = 2_000;
const TOO_MANY_TOKENS = 'TOO_MANY_TOKENS';

/** Rejects documents that are too large, before validation and authentication. */
export function useDocumentLimits(): Plugin {
  // The parser caches documents, so a repeated one is not measured again.
  const cached = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  function errorsOf(document: DocumentNode): readonly GraphQLError[] {
    let found = cached.get(document);
    if (!found) {
      const error = checkShape(document);
      found = error ? [error] : [];
      cached.set(document, found);
    }
    return found;
  }

  return {
    onParse({ setParseFn }) {
      setParseFn(parseLimited);
      return ({ result }) => {
        // Thrown here, as Yoga would make the status depend on the media type, as for a syntax error.
        if (result instanceof GraphQLError && result.extensions.code === TOO_MANY_TOKENS) throw result;
      };
    },
    onValidate({ params: { documentAST }, setResult }) {
      const found = errorsOf(documentAST as DocumentNode);
      if (found.length > 0) setResult([...found]);
    },
  };
}

function parseLimited(
  source: Parameters<typeof parse>[0],
  options?: Parameters<typeof parse>[1],
): DocumentNode {
  try {
    return parse(source, { ...options, maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !/more tha[nt] \d+ tokens/.test(error.message)) throw error;
    throw requestError(TOO_MANY_TOKENS, `The document has more than ${MAX_TOKENS} tokens.`, {
      limit: MAX_TOKENS,
      http: { status: 400 },
    });
  }
}
