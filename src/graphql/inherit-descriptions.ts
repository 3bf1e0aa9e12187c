import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

/** Gives each field that implements an interface's, and has no description of its own, the interface's description. */
export function inheritDescriptions(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const fields = type.getFields();
    for (const parent of type.getInterfaces()) {
      for (const { name, description } of Object.values(parent.getFields())) {
        fields[name]!.description ??= description;
      }
    }
  }
  return schema;
}
