import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';

const isNode = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? 'id' in type.getFields() : false;

/** Selects whatever a type shows of itself: no pages, and of the nodes that hang from a node the id. */
export function selectWhole(schema: GraphQLSchema, type: GraphQLNamedType, isWithinNode = false): string {
  if (!isAbstractType(type)) return selectFields(schema, type as GraphQLObjectType, { isWithinNode });
  const shared = isInterfaceType(type) ? type : undefined;
  const members = schema.getPossibleTypes(type).map((member) => {
    const selection = selectFields(schema, member, { isWithinNode, except: shared });
    return selection && `... on ${member.name} { ${selection} }`;
  });
  return `__typename ${shared ? selectFields(schema, shared, { isWithinNode }) : ''} ${members.join(' ')}`;
}

/** @param except an interface whose fields are selected already */
function selectFields(
  schema: GraphQLSchema,
  own: GraphQLObjectType | GraphQLInterfaceType,
  { isWithinNode, except }: { isWithinNode: boolean; except?: GraphQLInterfaceType | undefined },
): string {
  const isWithin = isWithinNode || implementsNode(own);
  const fields = Object.values(own.getFields()).filter(
    ({ name, args }) => args.every((arg) => arg.name !== 'first') && !(name in (except?.getFields() ?? {})),
  );
  return fields
    .map(({ name, type: shown }) => {
      const named = getNamedType(shown);
      if (isLeafType(named)) return name;
      if (isWithin && isNode(named) && implementsNode(named as GraphQLInterfaceType)) return `${name} { id }`;
      return `${name} { ${selectWhole(schema, named, isWithin)} }`;
    })
    .join(' ');
}

function implementsNode(type: GraphQLObjectType | GraphQLInterfaceType): boolean {
  return type.name === 'Node' || type.getInterfaces().some(({ name }) => name === 'Node');
}

/** Each value in an answer by its path. */
export function flatten(value: unknown, path = ''): Map<string, unknown> {
  if (value === null || typeof value !== 'object') return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, `${path}.${key}`)]));
}
