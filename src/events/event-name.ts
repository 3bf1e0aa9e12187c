import { EventType } from '../generated/prisma/enums.ts';

/** `INVOICE_PAID` has the GraphQL type `InvoicePaidEvent`, and the name `invoice.paid` in webhooks. */
export const typenameOf = Object.fromEntries(
  Object.values(EventType).map((type) => [type, `${type.split('_').map(capitalize).join('')}Event`]),
) as Record<EventType, string>;

function capitalize(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

/** Returns an event's name: its subject, a dot, and the last word, which is the action: `credit_note.issued`. */
export function eventName(type: string): string {
  return type.toLowerCase().replace(/_(?=[^_]*$)/, '.');
}
