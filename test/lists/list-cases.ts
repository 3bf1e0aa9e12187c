import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';

export type Field = GraphQLField<unknown, unknown>;
type Place = GraphQLArgument | GraphQLInputField;

/** One way to ask for a list: the text of its arguments. */
export interface ListCase {
  filter: string;
  order: string;
}

const PAGE_ARGUMENTS = ['first', 'after', 'last', 'before'];

function isList(field: Field): boolean {
  return field.args.some(({ name }) => name === 'first');
}

function pageFieldsOf(field: Field) {
  return (getNamedType(field.type) as GraphQLObjectType).getFields();
}

export function isCounted(field: Field): boolean {
  return 'totalCount' in pageFieldsOf(field);
}

export function rootLists(schema: GraphQLSchema): Field[] {
  return Object.values(schema.getQueryType()!.getFields()).filter(isList);
}

/** The lists that hang from each row of a list. */
export function listsBelow(field: Field): Field[] {
  const node = getNamedType(pageFieldsOf(field).nodes!.type) as GraphQLObjectType;
  return Object.values(node.getFields()).filter(isList);
}

/**
 * Each filter of a list alone, each two of them together, and none.
 * @param known values for what a schema cannot tell, by the filter's name
 */
export function filtersOf(field: Field, known: Record<string, string[]>): string[] {
  const input = field.args.find(({ name }) => name === 'filter');
  const type = input && getNamedType(input.type);
  const places: Place[] = isInputObjectType(type)
    ? Object.values(type.getFields())
    : field.args.filter(({ name }) => ![...PAGE_ARGUMENTS, 'orderBy', 'direction'].includes(name));
  const choices = places.map((place) =>
    valuesOf(field, place, known).map((value) => `${place.name}: ${value}`),
  );
  const pairs = choices.flatMap((left, index) =>
    choices.slice(index + 1).map((right) => `${left[0]}, ${right[0]}`),
  );
  const all = ['', ...choices.flat(), ...pairs];
  return input ? all.map((filter) => `filter: { ${filter} }`) : all;
}

/** @throws for a filter that nobody has thought about */
function valuesOf(field: Field, { name, type }: Place, known: Record<string, string[]>): string[] {
  if (known[name]) return known[name];
  const nullable = getNullableType(type);
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const values = named.getValues().map(({ name }) => name);
    if (!isListType(nullable)) return values;
    return [...values.map((value) => `[${value}]`), `[${values.slice(0, 3).join(', ')}]`];
  }
  if (named.name === 'Boolean') return ['true', 'false'];
  throw new Error(
    `${field.name}(${name}): which ${named.name}s are few, and which many? Teach explain.test.ts.`,
  );
}

/** Each order of a list in both directions. */
export function ordersOf(field: Field): string[] {
  const directions = ['ASC', 'DESC'];
  const orderBy = field.args.find(({ name }) => name === 'orderBy');
  if (orderBy) {
    const input = getNamedType(orderBy.type);
    const by = isInputObjectType(input) && getNamedType(input.getFields().field!.type);
    if (!isEnumType(by)) throw new Error(`${field.name}: an order of another form. Teach list-cases.ts.`);
    return by
      .getValues()
      .flatMap(({ name }) => directions.map((to) => `orderBy: { field: ${name}, direction: ${to} }`));
  }
  const hasDirection = field.args.some(({ name }) => name === 'direction');
  return hasDirection ? directions.map((to) => `direction: ${to}`) : [''];
}
