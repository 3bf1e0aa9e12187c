import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { setConnectionTrashed } from './set-connection-trashed.ts';

/** To the trash: it takes no new statements, and nothing is lost. @throws {NotFound} */
export function trashConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setConnectionTrashed(actor, { id, trashed: true });
}
