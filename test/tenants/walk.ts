import {
  GraphQLEnumType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { callOf, fill, type Leaf, leavesOf } from '../support/arguments.ts';
import { idFor, plainValues, type World } from '../support/world.ts';

type Operation = 'query' | 'mutation' | 'subscription';

/** A field that one names something with, and the place where it is named. */
export interface NamedCall {
  operation: Operation;
  field: GraphQLField<unknown, unknown>;
  leaf: Leaf;
  names: 'id' | 'hashKey' | 'statementNo' | 'cursor';
}

/** Texts that name nothing: they are what they say. */
const PLAIN_TEXTS = new Set(
  `search name firstName lastName primaryContactFirstName primaryContactLastName phone mobile fax
   street city state zipCode value description unit summary note poNumber details reason
   subject message profileName profileNo`.split(/\s+/),
);

/**
 * What a leaf names of an account.
 * @throws for a text that nobody has thought about
 */
export function namedBy({ coordinate, name, typename }: Leaf): NamedCall['names'] | null {
  if (typename === 'ID') return 'id';
  if (typename !== 'String') return null;
  if (name === 'after' || name === 'before') return 'cursor';
  if (name === 'hashKey' || name === 'statementNo') return name;
  if (PLAIN_TEXTS.has(name)) return null;
  throw new Error(`${coordinate}: does this text name something of an account? Teach test/tenants/walk.ts.`);
}

export function rootOf(schema: GraphQLSchema, operation: Operation): GraphQLObjectType {
  return schema.getRootType(operation as never)!;
}

/** Every place in an operation's fields where something of an account is named. `node` and `nodes` apart. */
export function namedCalls(schema: GraphQLSchema, operation: Operation): NamedCall[] {
  const root = rootOf(schema, operation);
  return Object.values(root.getFields())
    .filter(({ name }) => name !== 'node' && name !== 'nodes')
    .flatMap((field) =>
      leavesOf(root.name, field).flatMap((leaf) => {
        const names = namedBy(leaf);
        return names ? [{ operation, field, leaf, names }] : [];
      }),
    );
}

/** What one world calls the thing that a leaf names. A cursor comes from the world's own list. */
export function nameIn(
  world: World,
  { leaf, names, field }: Pick<NamedCall, 'leaf' | 'names' | 'field'>,
): unknown {
  if (names === 'id') return idFor(world, leaf);
  if (names === 'statementNo') return world.statementNo;
  if (names === 'cursor') throw new Error('A cursor is asked for.');
  const hashKey = world.hashKeys[field.name as keyof World['hashKeys']];
  if (!hashKey) throw new Error(`${leaf.coordinate}: whose key is this? Teach test/support/world.ts.`);
  return hashKey;
}

/** The variables of a call that names one thing by `name`, and all else as `world` does. */
export function variablesOf(
  schema: GraphQLSchema,
  { operation, field, leaf }: NamedCall,
  { world, name }: { world: World; name: unknown },
): Record<string, unknown> {
  const choose = (other: Leaf): unknown => {
    if (other.coordinate === leaf.coordinate) return name;
    const type = schema.getType(other.typename);
    if (type instanceof GraphQLEnumType) return type.getValues()[0]!.name;
    if (other.typename === 'ID') return idFor(world, other);
    const value = plainValues[other.typename];
    if (value === undefined) throw new Error(`${other.coordinate}: what is a ${other.typename}?`);
    return value;
  };
  return fill(rootOf(schema, operation).name, field, choose, leaf);
}

const MAX_WORDS = 1_000;

export function documentOf(
  { operation, field }: Pick<NamedCall, 'operation' | 'field'>,
  variables: object,
): string {
  const type = getNamedType(field.type);
  const [deep, flat] = [selectionOf(type, 3), selectionOf(type, 2)];
  // Documents of more than 1,000 fields are refused; each field is a word.
  const selection = deep.split(' ').length > MAX_WORDS ? flat : deep;
  return callOf(operation, field, { variables, selection });
}

/** All that can be asked of a type without arguments, to some depth. */
export function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type)) {
    const members = type
      .getTypes()
      .map((member) => `... on ${member.name} { ${selectionOf(member, depth)} }`);
    return `__typename ${members.join(' ')}`;
  }
  const fields = 'getFields' in type ? Object.values((type as GraphQLObjectType).getFields()) : [];
  const selected = fields
    .filter((field) => !field.args.some(isRequiredArgument))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (!isCompositeType(named)) return [field.name];
      // A field of this type may be of another one elsewhere, so that it needs a name of its own.
      return depth > 0 ? [`${field.name} { ${selectionOf(named, depth - 1)} }`] : [];
    });
  return ['__typename', ...selected].join(' ');
}

export function isPage(type: GraphQLNamedType): boolean {
  return !isAbstractType(type) && type.name.endsWith('Connection') && type.name !== 'Connection';
}
