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

/** How a field counts towards a query's cost. */
export interface FieldRule {
  /** The points that the field itself costs. */
  cost: 0 | 1;
  /** Whether it returns an object that counts. */
  object: 0 | 1;
  /** Where the number of results comes from: a page's arguments, a list of ids, the default, or always one. */
  size: 'page' | 'ids' | 'default' | 'one';
}

type Field = GraphQLField<unknown, unknown>;

/**
 * Returns how the fields of a schema count. A separate load costs a point: a node, a page of nodes, or a list whose
 * field says so (`extensions.cost`, as a statement's lines do). The fields below a list are multiplied by its length.
 * Data loaded with its node (taxes, sums of money, plain fields) is free, and so are a page's rows beyond the page's
 * own point.
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
      // A mutation that returns little does no less work.
      cost: isRoot || leadsToNode(type) || field.extensions.cost === 1 ? 1 : 0,
      object: leadsToObject(type) ? 1 : 0,
      size: !isList ? 'one' : names.has('ids') ? 'ids' : 'default',
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

/** Whether a field is the rows of a page, or the node of an edge. */
function isRowOf(parent: GraphQLNamedType, { name, args }: Field): boolean {
  if (!isObjectType(parent)) return false;
  if ('pageInfo' in parent.getFields()) return name === 'nodes' || name === 'edges';
  return name === 'node' && args.length === 0;
}

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

/** Whether a type, or any type reachable from it, matches. */
function reaching(schema: GraphQLSchema, matches: (fields: object, type: Fielded) => boolean) {
  const known = new Map<GraphQLNamedType, boolean>();

  function look(type: GraphQLNamedType, seen: Set<GraphQLNamedType>): boolean {
    if (seen.has(type)) return false;
    seen.add(type);
    if (isUnionType(type)) return schema.getPossibleTypes(type).some((member) => look(member, seen));
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    const fields = type.getFields();
    return (
      matches(fields, type) || Object.values(fields).some((field) => look(getNamedType(field.type), seen))
    );
  }

  return (type: GraphQLNamedType): boolean => {
    const found = known.get(type) ?? look(type, new Set());
    known.set(type, found);
    return found;
  };
}
