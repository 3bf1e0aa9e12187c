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
