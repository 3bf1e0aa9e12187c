import { type ExecutionResult, GraphQLError, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../values/graphql-request-error.ts';

/**
 * Hides the schema from callers: disables introspection and removes suggestions of similar names from errors.
 * `__typename` stays, as clients' caches need it.
 */
export function useHiddenSchema(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoIntrospection);
      return ({ result, setResult }) => setResult((result as GraphQLError[]).map(withoutSuggestion));
    },
    // Variables are coerced when the operation starts, or by the compiled code.
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
      requestError('INTROSPECTION_DISABLED', 'Introspection is disabled.', {}, { nodes: node }),
    );
  },
});

function hideSuggestions(result: object, setResult: (result: ExecutionResult) => void): void {
  const { errors } = result as ExecutionResult;
  if (errors?.some(({ message }) => SUGGESTION.test(message))) {
    setResult({ ...result, errors: errors.map(withoutSuggestion) });
  }
}

/** graphql-js suggests at most five names. The bound keeps the regex from rescanning a caller's long text. */
const SUGGESTION = / Did you mean [^?]{0,1000}\?/i;

function withoutSuggestion(error: GraphQLError): GraphQLError {
  if (!SUGGESTION.test(error.message)) return error;
  const { nodes, source, positions, path, originalError, extensions } = error;
  const message = error.message.replace(new RegExp(SUGGESTION, 'gi'), '');
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions });
}
