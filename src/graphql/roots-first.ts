import { GraphQLSchema } from 'graphql';

/** Puts Query, Mutation and Subscription before the other types, in print and in introspection: Pothos builds them last. */
export function rootsFirst(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const roots = [config.query, config.mutation, config.subscription].filter((root) => root != null);
  return new GraphQLSchema({ ...config, types: [...new Set([...roots, ...config.types])] });
}
