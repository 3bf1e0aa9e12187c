import { type ExecutionResult, GraphQLError, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';

/**
 * Tells callers nothing about the schema that they do not know: no introspection, and no suggestions of names
 * that are nearly right. `__typename` stays, which clients' caches need.
 */
export function useHiddenSchema(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoIntrospection);
      return ({ result, setResult }) => setResult((result as GraphQLError[]).map(withoutSuggestion));
    },
    // Variables are read when the operation is begun, or by the compiled code.
    onExecute: () => ({
      onExecuteDone: ({ result, setResult }) => hideSuggestions(result, setResult),
    }),
    onSubscribe: () => ({
      onSubscribeResult: ({ result, setResult }) => hideSuggestions(result, setResult),
    }),
  };
}

const NoIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return;
    context.reportError(
      requestError('INTROSPECTION_DISABLED', 'Introspection is off here.', {}, { nodes: node }),
    );
  },
});

function hideSuggestions(result: object, setResult: (result: ExecutionResult) => void): void {
  const { errors } = result as ExecutionResult;
  if (errors?.some(({ message }) => SUGGESTION.test(message))) {
    setResult({ ...result, errors: errors.map(withoutSuggestion) });
  }
}

/** graphql-js suggests five names at most; a bound keeps a long text of the caller's from being read over and over. */
const SUGGESTION = / Did you mean [^?]{0,1000}\?/i;

function withoutSuggestion(error: GraphQLError): GraphQLError {
  if (!SUGGESTION.test(error.message)) return error;
  const { nodes, source, positions, path, originalError, extensions } = error;
  const message = error.message.replace(new RegExp(SUGGESTION, 'gi'), '');
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions });
}
