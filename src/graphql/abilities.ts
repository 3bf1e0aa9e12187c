import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Ability } from '../generated/prisma/client.ts';
import type { Context } from './context.ts';

// A key may ask for what its abilities say. What a field needs follows from what it shows: objects of a type
// are read with one ability, which is asked for wherever a query comes to them. What shows no such object
// says by itself what it needs.

const readAbilities = new Map<string, Ability>();
const changeAbilities = new Map<string, Ability>();

/** Says with which ability the objects of some types are read. */
export function readWith(ability: Ability, ...typenames: string[]): void {
  for (const typename of typenames) readAbilities.set(typename, ability);
}

/** A mutation's success shows what it has changed to whoever may change it, though nothing that hangs from it. */
export function changedWith(ability: Ability, successTypename: string): void {
  changeAbilities.set(successTypename, ability);
}

/** For the `extensions` of a field whose type does not tell what it needs; null for nothing. */
export function needs(ability: Ability | null): { ability: Ability | null } {
  return { ability };
}

type AnyField = GraphQLField<unknown, Context>;

/**
 * Has each field of a schema check what it needs before anything else, and say so in its description.
 * @throws where a way into the graph does not say what it needs, so that none is open by oversight
 */
export function enforceAbilities(schema: GraphQLSchema): GraphQLSchema {
  const roots: (GraphQLNamedType | null | undefined)[] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      const ability = abilityOfField(type, field);
      if (ability === undefined && roots.includes(type)) {
        throw new Error(`${type.name}.${field.name}: which ability does it need? Say so with needs().`);
      }
      if (!ability) continue;
      field.description = [field.description, `Needs \`${ability}\`.`].filter(Boolean).join(' ');
      if (type === schema.getSubscriptionType()) guardSubscribing(field, ability);
      else if (isObjectType(type)) guardResolving(field, ability);
    }
  }
  return schema;
}

/** Null for a field that says that it needs nothing; undefined for one that shows what its object may show. */
function abilityOfField(parent: GraphQLNamedType, field: AnyField): Ability | null | undefined {
  const declared = field.extensions.ability as Ability | null | undefined;
  if (declared !== undefined) return declared;
  const type = getNamedType(field.type);
  const shown = readAbilities.get(type.name) ?? abilityOfPage(type);
  const asked = changeAbilities.get(parent.name) ?? abilityOfPage(parent);
  return shown && asked && domainOf(shown) === domainOf(asked) ? undefined : shown;
}

/** The ability with which the objects on a page, or in an edge of one, are read: it was asked for the page. */
function abilityOfPage(type: GraphQLNamedType): Ability | undefined {
  if (!isObjectType(type) || !/(?:Connection|Edge)$/.test(type.name)) return undefined;
  const { nodes, node } = type.getFields();
  const shown = nodes ?? node;
  return shown && readAbilities.get(getNamedType(shown.type).name);
}

/** `STATEMENTS` of `STATEMENTS_SEND`. */
function domainOf(ability: Ability): string {
  return ability.slice(0, ability.lastIndexOf('_'));
}

/** Asked when a listener begins; what an event shows is asked for by its own fields. */
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
