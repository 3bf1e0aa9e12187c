import {
  astFromValue,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
} from 'graphql';

/**
 * Prints a schema in the order in which it is written, with the directives of its fields (`extensions.directives`),
 * which the printer of graphql-js leaves out.
 */
export function printWholeSchema(schema: GraphQLSchema): string {
  const text = printSchema(schema);
  let printed = '';
  let copiedUpTo = 0;
  for (const definition of parse(text).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const type = schema.getType(definition.name.value);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { name, loc } of definition.fields ?? []) {
      printed += text.slice(copiedUpTo, loc!.end) + directivesOf(schema, type.getFields()[name.value]!);
      copiedUpTo = loc!.end;
    }
  }
  return `${printed}${text.slice(copiedUpTo)}\n`;
}

/** ` @requires(ability: STATEMENTS_READ)`. */
function directivesOf(schema: GraphQLSchema, { extensions }: GraphQLField<unknown, unknown>): string {
  const applied = Object.entries((extensions.directives ?? {}) as Record<string, Record<string, unknown>>);
  return applied
    .map(([name, values]) => {
      const args = schema
        .getDirective(name)!
        .args.map((arg) => `${arg.name}: ${print(astFromValue(values[arg.name], arg.type)!)}`);
      return ` @${name}(${args.join(', ')})`;
    })
    .join('');
}
