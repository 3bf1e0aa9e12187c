import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** How a field counts. */
export interface FieldRule {
  /** The points that it costs once. */
  cost: 0 | 1;
  /** Whether what it shows is an object of its own. */
  object: 0 | 1;
  /** What says how many there are: a page's arguments, a list of ids, nothing, or that it is but one. */
  size: 'page' | 'ids' | 'unsaid' | 'one';
}

type Field = GraphQLField<unknown, unknown>;

/**
 * Says how the fields of a schema count. A point is for what is loaded by itself: a node, a page of them, or
 * a list whose field says so (`extensions.cost`: a statement's lines); whatever hangs from a list is taken
 * times the list's length. What comes along with a node (taxes, sums of money, its own fields) has none, and a
 * page's rows have none beside the page's.
 */
export function costRules(schema: GraphQLSchema): (parent: GraphQLNamedType, field: Field) => FieldRule {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const leadsToNode = reaching(
    schema,
    (_, type) => type.name === 'Node' || type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  const leadsToObject = reaching(schema, (fields) => 'id' in fields);
  const known = new Map<Field, FieldRule>();

  function decide(parent: GraphQLNamedType, field: Field): FieldRule {
    const names = new Set(field.args.map(({ name }) => name));
    const isRoot = roots.includes(parent as never);
    if (!isRoot && isRowOf(parent, field)) return { cost: 0, object: 1, size: 'one' };
    if (names.has('first')) return { cost: 1, object: 0, size: 'page' };
    const type = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    return {
      // What a mutation does is no less for answering little.
      cost: isRoot || leadsToNode(type) || field.extensions.cost === 1 ? 1 : 0,
      object: leadsToObject(type) ? 1 : 0,
      size: !isList ? 'one' : names.has('ids') ? 'ids' : 'unsaid',
    };
  }

  return (parent, field) => {
    let rule = known.get(field);
    if (!rule) {
      rule = decide(parent, field);
      known.set(field, rule);
    }
    return rule;
  };
}

/** Whether a field shows a page's rows, or an edge its node. */
function isRowOf(parent: GraphQLNamedType, { name, args }: Field): boolean {
  if (!isObjectType(parent)) return false;
  if ('pageInfo' in parent.getFields()) return name === 'nodes' || name === 'edges';
  return name === 'node' && args.length === 0;
}

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

/** Whether a type is one that is looked for, or anything below it is. */
function reaching(schema: GraphQLSchema, isIt: (fields: object, type: Fielded) => boolean) {
  const known = new Map<GraphQLNamedType, boolean>();

  function look(type: GraphQLNamedType, seen: Set<GraphQLNamedType>): boolean {
    if (seen.has(type)) return false;
    seen.add(type);
    if (isUnionType(type)) return schema.getPossibleTypes(type).some((member) => look(member, seen));
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    const fields = type.getFields();
    return isIt(fields, type) || Object.values(fields).some((field) => look(getNamedType(field.type), seen));
  }

  return (type: GraphQLNamedType): boolean => {
    const found = known.get(type) ?? look(type, new Set());
    known.set(type, found);
    return found;
  };
}
