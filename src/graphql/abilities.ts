import {
  DirectiveLocation,
  defaultFieldResolver,
  GraphQLDirective,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Ability } from '../generated/prisma/client.ts';
import type { Context } from './context.ts';

// The ability that a field requires follows from the objects that it returns: each object type has one ability that
// reads it, and every field that leads to the type requires it. Other fields declare theirs with `needs`.

const readAbilities = new Map<string, Ability>();
const changeAbilities = new Map<string, Ability>();
const nodeOfPage = new Map<string, string>();

/** Declares the ability that reads the objects of some types. */
export function readWith(ability: Ability, ...typenames: string[]): void {
  for (const typename of typenames) readAbilities.set(typename, ability);
}

/** Declares the types of a page of nodes: they require what reading the nodes requires. */
export function pageOf(nodeTypename: string, ...typenames: string[]): void {
  for (const typename of typenames) nodeOfPage.set(typename, nodeTypename);
}

/** Declares that a mutation's success shows the changed object to callers that may change it but not read it. */
export function changedWith(ability: Ability, successTypename: string): void {
  changeAbilities.set(successTypename, ability);
}

/** For the `extensions` of a field whose type does not imply an ability; null for a field that requires none. */
export function needs(ability: Ability | null): { ability: Ability | null } {
  return { ability };
}

type AnyField = GraphQLField<unknown, Context>;

/**
 * Makes each field check its ability before it resolves, and adds `@requires` to it.
 * @throws if a root field declares no ability, so that none is open by mistake, or if a field with an ability is not
 *   nullable, so that a forbidden field does not null its parent
 */
export function enforceAbilities(schema: GraphQLSchema): GraphQLSchema {
  const subscription = schema.getSubscriptionType();
  const roots: (GraphQLNamedType | null | undefined)[] = [
    schema.getQueryType(),
    schema.getMutationType(),
    subscription,
  ];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      const ability = abilityOfField(type, field);
      if (ability === undefined && roots.includes(type)) {
        throw new Error(`${type.name}.${field.name}: declare the ability that it requires with needs().`);
      }
      if (!ability) continue;
      field.extensions = { ...field.extensions, directives: { requires: { ability } } };
      if (type === subscription) {
        guardSubscribing(field, ability);
        continue;
      }
      // This includes fields with the same ability as their object: a mutation returns the object without that ability.
      if (isNonNullType(field.type)) {
        throw new Error(`${type.name}.${field.name} requires ${ability}: make it nullable.`);
      }
      if (isObjectType(type)) guardResolving(field, ability);
    }
  }
  return withRequiresDirective(schema);
}

/** Adds the definition of `@requires`, whose argument's type exists only once the schema is built. */
function withRequiresDirective(schema: GraphQLSchema): GraphQLSchema {
  const requires = new GraphQLDirective({
    name: 'requires',
    description:
      'The ability that an API key needs for this field. Without it the field is null, and `errors` has an entry with ' +
      'the code `FORBIDDEN` that names the missing ability in `extensions.ability`. A subscription does not start without it.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      ability: {
        type: new GraphQLNonNull(schema.getType('Ability') as GraphQLInputType),
        description: 'The ability that the API key must have.',
      },
    },
  });
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...config.directives, requires] });
}

/** Returns null for a field that declares that it requires none, and undefined if its object's ability covers it. */
function abilityOfField(parent: GraphQLNamedType, field: AnyField): Ability | null | undefined {
  const declared = field.extensions.ability as Ability | null | undefined;
  if (declared !== undefined) return declared;
  const type = getNamedType(field.type);
  const needed = readAbilities.get(type.name) ?? abilityOfPage(type);
  const asked = changeAbilities.get(parent.name) ?? abilityOfPage(parent);
  return needed && asked && domainOf(needed) === domainOf(asked) ? undefined : needed;
}

/** Returns the ability that reads the nodes of a page or of an edge. A field that leads to the page requires it. */
function abilityOfPage({ name }: GraphQLNamedType): Ability | undefined {
  const node = nodeOfPage.get(name);
  return node === undefined ? undefined : readAbilities.get(node);
}

/** `STATEMENTS` of `STATEMENTS_SEND`. */
function domainOf(ability: Ability): string {
  return ability.slice(0, ability.lastIndexOf('_'));
}

/** Checks the ability once, when the subscription starts; the fields of each event check their own. */
function guardSubscribing(field: AnyField, ability: Ability): void {
  const subscribe = field.subscribe!;
  field.subscribe = (source, args, context, info) => {
    context.requireAbility(ability);
    return subscribe(source, args, context, info);
  };
}

function guardResolving(field: AnyField, ability: Ability): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info) => {
    context.requireAbility(ability);
    return resolve(source, args, context, info);
  };
}
