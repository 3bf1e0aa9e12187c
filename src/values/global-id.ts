import type { ConnectionCategory } from '../generated/prisma/client.ts';

/** The GraphQL type of each category of connection. */
export const CONNECTION_TYPENAMES = {
  ORGANIZATION: 'Organization',
  INDIVIDUAL: 'Individual',
} as const satisfies Record<ConnectionCategory, string>;

/** Returns a node's global id: its type and its UUID, from which `node(id:)` finds it. */
export function encodeId(typename: string, id: string): string {
  return `${typename}_${id}`;
}

const GLOBAL_ID = /^([A-Z][A-Za-z]+)_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

export function decodeId(globalId: string): { typename: string; id: string } | null {
  const match = GLOBAL_ID.exec(globalId);
  return match && { typename: match[1]!, id: match[2]! };
}

/** Returns the UUID of an id of one of these types; null for another type's id, and for a malformed one. */
export function idOf(globalId: string, ...typenames: string[]): string | null {
  const decoded = decodeId(globalId);
  return decoded && typenames.includes(decoded.typename) ? decoded.id : null;
}
