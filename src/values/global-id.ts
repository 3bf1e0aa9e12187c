import type { ConnectionCategory } from '../generated/prisma/client.ts';

/** The type that a connection of each category is. */
export const CONNECTION_TYPENAMES = {
  ORGANIZATION: 'Organization',
  INDIVIDUAL: 'Individual',
} as const satisfies Record<ConnectionCategory, string>;

/** A node's id for the outside: its type and its UUID, so that `node(id:)` knows where to look. */
export function encodeId(typename: string, id: string): string {
  return `${typename}_${id}`;
}
