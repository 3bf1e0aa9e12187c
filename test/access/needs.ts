import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import type { Ability } from '../../src/generated/prisma/client.ts';
import { printWholeSchema } from '../../src/graphql/print-schema.ts';
import { schema } from '../../src/schema.ts';

/** A field, and the ability that `@requires` says in the printed schema. */
export interface Place {
  coordinate: string;
  type: GraphQLObjectType | GraphQLInterfaceType;
  field: GraphQLField<unknown, unknown>;
  ability: Ability | null;
}

/** Every field of the schema, introspection apart. */
export function listPlaces(): Place[] {
  const required = requiredAbilities();
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({
        ...{ coordinate: `${type.name}.${field.name}`, type, field },
        ability: required.get(`${type.name}.${field.name}`) ?? null,
      })),
    );
}

/** The ability that each field requires, by the field's coordinate. */
function requiredAbilities(): Map<string, Ability> {
  const required = new Map<string, Ability>();
  for (const definition of parse(printWholeSchema(schema)).definitions) {
    if (!('fields' in definition) || !('name' in definition)) continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const requires = directives.find((directive) => directive.name.value === 'requires');
      const value = requires?.arguments?.[0]?.value;
      if (value?.kind !== Kind.ENUM) continue;
      required.set(`${definition.name!.value}.${name.value}`, value.value as Ability);
    }
  }
  return required;
}

/** What a type holds objects of: itself, or, of a page or an edge, what is on it. */
export function heldBy(type: GraphQLNamedType): GraphQLNamedType {
  if (!isPageOrEdge(type)) return type;
  const { nodes, node } = type.getFields();
  return getNamedType((nodes ?? node)!.type);
}

export function isPageOrEdge(type: GraphQLNamedType): type is GraphQLObjectType {
  if (!isObjectType(type)) return false;
  const { nodes, node, pageInfo, cursor } = type.getFields();
  return Boolean((nodes && pageInfo) || (node && cursor));
}

/** With which ability objects are read. Whatever has an id of its own is in here, the account excepted. */
export const READERS: Partial<Record<Ability, string[]>> = {
  CONNECTIONS_READ: ['Connection', 'Organization', 'Individual', 'Contact'],
  STATEMENTS_READ: ['Statement', 'StatementContent', 'Invoice', 'Estimate', 'RecurringInvoice', 'Delivery'],
  PAYMENTS_READ: ['Payment', 'Refund'],
  CATEGORIES_READ: ['ItemCategory', 'ExpenseCategory', 'TaskCategory', 'TripCategory'],
  EVENTS_READ: ['Event', ...possibleTypes('Event')],
  WEBHOOKS_READ: ['Webhook', 'WebhookDelivery'],
  API_KEYS_READ: ['ApiKey'],
};

/** What every key may ask for: itself, its account, and objects by their ids, which ask by their types. */
export const OPEN = ['Query.node', 'Query.nodes', 'Query.viewer', 'Viewer.apiKey'];

export const ROOTS = ['Query', 'Mutation', 'Subscription'];

export function possibleTypes(name: string): string[] {
  return schema.getPossibleTypes(schema.getType(name) as never).map((type) => type.name);
}

/** With which ability objects of a type are read; null for none. */
export function readerOf(typename: string): Ability | null {
  const entry = Object.entries(READERS).find(([, typenames]) => typenames.includes(typename));
  return (entry?.[0] as Ability) ?? null;
}
