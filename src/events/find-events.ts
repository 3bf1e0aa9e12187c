import { type Event, type EventType, Prisma } from '../generated/prisma/client.ts';
import type { AccountReader } from '../platform/postgres/account-reader.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import type { Database } from '../platform/postgres/database.ts';
import { bigintColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset, Slice } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';

export const eventColumns = everyColumn(Prisma.EventScalarFieldEnum);

const bySeq: Keyset<Event> = { name: 'SEQ', columns: [bigintColumn('seq')] };

/** The events after a position of the account's log, the oldest first; only those of some types, if given. */
export function findEventsAfter(
  { prisma }: Pick<Database, 'prisma'>,
  reader: AccountReader,
  { position, size, types }: { position: bigint; size: number; types?: readonly EventType[] | null },
): Promise<Slice<Event>> {
  const conditions = new Conditions();
  if (types) conditions.add('t.type = ANY(?::text[]::"EventType"[])', types);
  return prisma.event
    .paginate({ reader, select: eventColumns, conditions, order: bySeq, descending: false })
    .findPage({ size, backward: false, position: [String(position)] });
}
