/** A node's id for the outside: its type and its UUID, so that `node(id:)` knows where to look. */
export function encodeId(typename: string, id: string): string {
  return `${typename}_${id}`;
}
