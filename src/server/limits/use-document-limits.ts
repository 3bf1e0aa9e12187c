import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../../values/graphql-request-error.ts';
import { refuseShape } from './document-shape.ts';

/** Three times what GraphiQL takes to ask for the schema, and more than the longest of our own pages by far. */
const MAX_TOKENS = 2_000;
const TOO_MANY_TOKENS = 'TOO_MANY_TOKENS';

/** Refuses documents that are too large, before they are validated and before anybody asks who sends them. */
export function useDocumentLimits(): Plugin {
  // By the document, which the parser keeps: one that comes again is not looked at again.
  const refusals = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  function refusalsOf(document: DocumentNode): readonly GraphQLError[] {
    let found = refusals.get(document);
    if (!found) {
      const refusal = refuseShape(document);
      found = refusal ? [refusal] : [];
      refusals.set(document, found);
    }
    return found;
  }

  return {
    onParse({ setParseFn }) {
      setParseFn(parseLimited);
      return ({ result }) => {
        // At once, or Yoga would have the status depend on the type of answer, as for what does not parse.
        if (result instanceof GraphQLError && result.extensions.code === TOO_MANY_TOKENS) throw result;
      };
    },
    onValidate({ params: { documentAST }, setResult }) {
      const found = refusalsOf(documentAST as DocumentNode);
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
