import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { REQUEST_ERROR_CODES } from '../../src/values/error-codes.ts';

/** Codes of top-level errors, which are not in the schema. */
const codes = new Set(Object.keys(REQUEST_ERROR_CODES));

/**
 * Whether a schema has what a name names: a type (`Invoice`), a field or a path of fields (`Query.invoice`,
 * `Invoice.connection.id`), with arguments maybe (`Query.invoices(filter:)`), a value of an enum
 * (`InvoiceState.PAID`, or `PAID` of whichever), a mutation (`createInvoice`), a field of one of some types.
 */
export function isThere(schema: GraphQLSchema, name: string, typenames: string[] = []): boolean {
  const [, path, args = ''] = /^([\w.]+)(?:\(([\w:, ]*)\))?$/.exec(name) ?? [];
  if (!path) return false;
  const argNames = Array.from(args.matchAll(/\w+/g), ([arg]) => arg);
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  const type = schema.getType(first);
  if (type) return leads(type, rest, argNames);
  if (/^[A-Z]/.test(first)) return rest.length === 0 && (codes.has(first) || isSomeValue(schema, first));
  const roots = ['Mutation', ...typenames].map((typename) => schema.getType(typename));
  return roots.some((root) => root && leads(root, [first, ...rest], argNames));
}

function leads(type: GraphQLNamedType, path: string[], argNames: string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return argNames.length === 0;
  if (isEnumType(type)) return rest.length === 0 && type.getValue(first) !== undefined;
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return false;
  const field = type.getFields()[first];
  if (!field) return false;
  if (rest.length > 0) return leads(getNamedType(field.type), rest, argNames);
  const taken = 'args' in field ? (field as GraphQLField<unknown, unknown>).args : [];
  return argNames.every((argName) => taken.some((arg) => arg.name === argName));
}

function isSomeValue(schema: GraphQLSchema, value: string): boolean {
  return Object.values(schema.getTypeMap()).some(
    (type) => isEnumType(type) && type.getValue(value) !== undefined,
  );
}

/** The queries and mutations whose names have a word in them. */
export function operationsNamed(schema: GraphQLSchema, word: string): string[] {
  const roots = [schema.getQueryType()!, schema.getMutationType()!];
  const names = roots.flatMap((root) => Object.keys(root.getFields()));
  return names.filter((name) => name.toLowerCase().includes(word.toLowerCase()));
}
