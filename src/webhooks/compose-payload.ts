import { encodeEventCursor } from '../events/cursor.ts';
import { eventName, typenameOf } from '../events/event-name.ts';
import type { ConnectionCategory, Event } from '../generated/prisma/client.ts';
import { CONNECTION_TYPENAMES, encodeId } from '../values/global-id.ts';

/** The columns that refer to an event's subject, besides its connection. */
type SubjectColumn = Exclude<keyof Event & `${string}Id`, 'accountId' | 'connectionId'>;

const SUBJECTS = {
  invoiceId: 'Invoice',
  estimateId: 'Estimate',
  paymentId: 'Payment',
  refundId: 'Refund',
} as const satisfies Record<SubjectColumn, string>;

/**
 * Composes the payload of an event: its type, and the ids to query. So it reveals no data that needs an ability, and a
 * late attempt sends no outdated data. It is identical at each attempt, to the byte, unless the connection is purged
 * meanwhile.
 * @param category of the event's connection; null if that is purged
 */
export function composePayload(event: Event, category: ConnectionCategory | null): string {
  const { type, id, seq, occurredAt, connectionId } = event;
  const subjects = Object.entries(SUBJECTS).flatMap(([column, typename]) => {
    const subject = event[column as SubjectColumn];
    return subject ? [[column, encodeId(typename, subject)]] : [];
  });
  return JSON.stringify({
    type: eventName(type),
    timestamp: occurredAt.toISOString(),
    sequence: Number(seq),
    data: {
      eventId: encodeId(typenameOf[type], id),
      cursor: encodeEventCursor(event),
      ...(connectionId &&
        category && { connectionId: encodeId(CONNECTION_TYPENAMES[category], connectionId) }),
      ...Object.fromEntries(subjects),
    },
  });
}
