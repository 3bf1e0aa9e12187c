import type { Event } from '../generated/prisma/client.ts';
import type { EventType } from '../generated/prisma/enums.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode, rowLoader } from '../graphql/nodes.ts';
import { encodeId } from '../values/global-id.ts';
import { encodeEventCursor } from './cursor.ts';
import { eventName, typenameOf } from './event-name.ts';
import { eventColumns } from './find-events.ts';

const loadEvent = rowLoader('event', eventColumns, ({ prisma, reader }, ids, select) =>
  prisma.event.findManyByIds({ reader, ids, select }),
);

export const EventInterface = builder.interfaceRef<Event>('Event').implement({
  description:
    'A change in the account. All events of an account form one log, whose order has no gaps. ' +
    'Types that implement it may be added.',
  interfaces: [NodeInterface],
  resolveType: (event) => EVENT_OBJECTS[event.type].name,
  fields: (t) => ({
    id: t.id({
      description:
        'The global ID of the event: the same in lists, subscriptions and webhooks (`data.eventId`).',
      resolve: (event) => encodeId(typenameOf[event.type], event.id),
    }),
    type: t.expose('type', {
      type: EventTypeEnum,
      description:
        'What happened. Each type has an object type of its own: `INVOICE_PAID` is an `InvoicePaidEvent`.',
    }),
    name: t.string({
      description: 'The name of the type in webhook payloads, such as `invoice.paid`.',
      resolve: (event) => eventName(event.type),
    }),
    cursor: t.string({
      description:
        'The position of the event in the log. ' +
        'Pass it as `after` to `Query.events` or to a subscription to continue with the next event.',
      resolve: encodeEventCursor,
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When the change was made.' }),
  }),
});

readWith('EVENTS_READ', 'Event');

function eventObject(type: EventType, description: string) {
  const typename = typenameOf[type];
  registerNode(typename, {
    ability: 'EVENTS_READ',
    load: async (context, id) => {
      const event = await loadEvent(context, id);
      return event?.type === type ? event : null;
    },
  });
  return builder
    .objectRef<Event>(typename)
    .implement({ description, interfaces: [NodeInterface, EventInterface] });
}

// What an event is about is added to it by the domain that owns the object.
export const ClientCreatedEvent = eventObject('CLIENT_CREATED', 'A connection was created.');
export const ClientUpdatedEvent = eventObject('CLIENT_UPDATED', 'A connection was updated.');
export const InvoiceCreatedEvent = eventObject('INVOICE_CREATED', 'An invoice was created.');
export const InvoiceUpdatedEvent = eventObject(
  'INVOICE_UPDATED',
  'An invoice was updated. Payments and views have events of their own.',
);
export const InvoicePaidEvent = eventObject(
  'INVOICE_PAID',
  'An invoice was paid in full: its total due is zero.',
);
export const PaymentReceivedEvent = eventObject(
  'PAYMENT_RECEIVED',
  'The money of a payment arrived: the payment was recorded as realized, or realized later.',
);
export const InvoiceSentEvent = eventObject('INVOICE_SENT', 'An invoice was sent, or sent again.');
export const InvoiceViewedEvent = eventObject(
  'INVOICE_VIEWED',
  'The client opened the public page of an invoice for the first time.',
);
export const ProposalCreatedEvent = eventObject('PROPOSAL_CREATED', 'An estimate was created.');
export const ProposalSentEvent = eventObject('PROPOSAL_SENT', 'An estimate was sent, or sent again.');
export const ProposalSignedEvent = eventObject('PROPOSAL_SIGNED', 'An estimate was accepted.');
export const PaymentRefundedEvent = eventObject(
  'PAYMENT_REFUNDED',
  'A payment was refunded in part or in full.',
);

const EVENT_OBJECTS: Record<EventType, { name: string }> = {
  CLIENT_CREATED: ClientCreatedEvent,
  CLIENT_UPDATED: ClientUpdatedEvent,
  INVOICE_CREATED: InvoiceCreatedEvent,
  INVOICE_UPDATED: InvoiceUpdatedEvent,
  INVOICE_SENT: InvoiceSentEvent,
  INVOICE_VIEWED: InvoiceViewedEvent,
  INVOICE_PAID: InvoicePaidEvent,
  PAYMENT_RECEIVED: PaymentReceivedEvent,
  PAYMENT_REFUNDED: PaymentRefundedEvent,
  PROPOSAL_CREATED: ProposalCreatedEvent,
  PROPOSAL_SENT: ProposalSentEvent,
  PROPOSAL_SIGNED: ProposalSignedEvent,
};
