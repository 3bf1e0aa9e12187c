import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { setConnectionTrashed } from './set-connection-trashed.ts';

/** Out of the trash, as it was. @throws {NotFound} */
export function restoreConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setConnectionTrashed(actor, { id, trashed: false });
}
