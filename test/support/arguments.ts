import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** A place in a field's arguments that takes one value: a scalar or an enum, however deep in inputs. */
export interface Leaf {
  /** `Mutation.createInvoice(input.lineItems.item.price)` */
  coordinate: string;
  /** `createInvoice` */
  field: string;
  path: string[];
  /** The path's last step. */
  name: string;
  /** The scalar or enum. */
  typename: string;
}

type Field = GraphQLField<unknown, unknown>;
type Place = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type'>;

/** Every leaf of a field's arguments. */
export function leavesOf(parent: string, field: Field): Leaf[] {
  return field.args.flatMap((argument) => leavesAt(argument, []));

  function leavesAt({ name, type }: Place, above: string[]): Leaf[] {
    const path = [...above, name];
    const named = getNamedType(type);
    if (isInputObjectType(named)) {
      return Object.values(named.getFields()).flatMap((inner) => leavesAt(inner, path));
    }
    const coordinate = `${parent}.${field.name}(${path.join('.')})`;
    return [{ coordinate, field: field.name, path, name, typename: named.name }];
  }
}

/**
 * Variables for a field: all that it requires, and what it takes to reach one leaf.
 * @param choose gives each leaf its value
 */
export function fill(
  parent: string,
  field: Field,
  choose: (leaf: Leaf) => unknown,
  target?: Leaf,
): Record<string, unknown> {
  const leaves = new Map(leavesOf(parent, field).map((leaf) => [leaf.path.join('.'), leaf]));
  const isOnTheWay = (path: string[]) => path.every((step, index) => target?.path[index] === step);

  function valueAt(type: GraphQLInputType, path: string[]): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return [valueAt(nullable.ofType, path)];
    if (!isInputObjectType(nullable)) return choose(leaves.get(path.join('.'))!);
    const fields = Object.values(nullable.getFields());
    const onTheWay = fields.filter(({ name }) => isOnTheWay([...path, name]));
    const wanted = nullable.isOneOf
      ? [onTheWay[0] ?? fields[0]!]
      : fields.filter((inner) => isRequiredInputField(inner) || onTheWay.includes(inner));
    return Object.fromEntries(wanted.map(({ name, type }) => [name, valueAt(type, [...path, name])]));
  }

  const wanted = field.args.filter((argument) => isRequiredArgument(argument) || isOnTheWay([argument.name]));
  return Object.fromEntries(wanted.map(({ name, type }) => [name, valueAt(type, [name])]));
}

/** A document that calls a field with exactly the variables that it is given. */
export function callOf(
  operation: 'query' | 'mutation' | 'subscription',
  field: Field,
  { variables, selection }: { variables: object; selection: string },
): string {
  const given = field.args.filter(({ name }) => name in variables);
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const wrap = (text: string) => (text === '' ? '' : `(${text})`);
  return `${operation}${wrap(declared)} { ${field.name}${wrap(passed)} { ${selection} } }`;
}
