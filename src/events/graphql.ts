import type { Event } from '../generated/prisma/client.ts';
import type { EventType } from '../generated/prisma/enums.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode, rowLoader } from '../graphql/nodes.ts';
import { pageArgs, pageSize, pageType } from '../graphql/pages.ts';
import type { LogExtent } from '../platform/event-feed.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { decodeEventCursor, encodeEventCursor } from './cursor.ts';
import { eventName, typenameOf } from './event-name.ts';
import { type EventSource, openEventSource } from './event-source.ts';
import { eventColumns, findEventsAfter } from './find-events.ts';
import { cursorExpired, invalidCursor } from './graphql-errors.ts';

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

const AFTER_ERRORS =
  'Fails with `INVALID_CURSOR` if it is not a cursor of this account, and with `CURSOR_EXPIRED` if later events ' +
  'have been pruned; `extensions.oldestCursor` is then the oldest cursor that works.';

const EventConnection = pageType('Event', EventInterface, { counted: false });

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    nullable: true,
    description:
      'Lists the event log of the account, oldest event first. ' +
      'Events older than the retention period (30 days by default) are pruned. ' +
      'Pages go forward only: continue with the `cursor` of the last event.',
    args: {
      first: pageArgs(t.arg).first,
      after: t.arg.string({
        description:
          'Returns the events after this cursor, from `Event.cursor`. Defaults to the oldest stored event. ' +
          AFTER_ERRORS,
      }),
      types: t.arg({
        type: [EventTypeEnum],
        description: 'Returns only events of these types. Defaults to all types.',
      }),
    },
    resolve: async (_, { first, after, types }, context) => {
      const size = pageSize(first, 'first');
      const extent = after == null ? null : await context.gateway.events.extent(context.actor.accountId);
      const position =
        extent === null ? 0n : positionOf(context, extent, { cursor: after!, argument: 'after' });
      const slice = await findEventsAfter(context, context.reader, { position, size, types });
      return {
        // Earlier events may be pruned, which a page does not know.
        slice: { ...slice, hasPreviousPage: extent !== null && position > extent.prunedSeq },
        cursorOf: encodeEventCursor,
        countAll: () => Promise.reject(new Error('Events are not counted.')),
      };
    },
  }),
);

/**
 * @throws INVALID_CURSOR for what is no event's cursor, or is not within this account's log; CURSOR_EXPIRED for
 * one whose next events are forgotten
 */
function positionOf(
  { actor: { accountId } }: Context,
  { prunedSeq, newest }: LogExtent,
  { cursor, argument }: { cursor: string; argument: string },
): bigint {
  const position = decodeEventCursor(cursor, { accountId, newest });
  if (position === null) throw invalidCursor(argument);
  if (position < prunedSeq) throw cursorExpired(accountId, prunedSeq);
  return position;
}

/** Reads the account's log from where a subscription begins: after its cursor, or now. */
async function listen(
  context: Context,
  after: string | null | undefined,
  isWanted: (event: Event) => boolean,
): Promise<EventSource> {
  const { gateway, actor, lastEventId } = context;
  const extent = await gateway.events.extent(actor.accountId);
  const cursor = lastEventId ?? after;
  const argument = lastEventId === null ? 'after' : 'Last-Event-ID';
  const position = cursor == null ? extent.newest : positionOf(context, extent, { cursor, argument });
  return openEventSource(gateway.events, actor.accountId, {
    after: position,
    newest: extent.newest,
    isWanted,
  });
}

const afterArgument =
  'The cursor of the last event that the client processed. The subscription first sends every later event, then ' +
  'continues live, without gaps or repeats. Defaults to the newest event, so that only live events are sent. ' +
  `The \`Last-Event-ID\` header of an SSE request overrides it. ${AFTER_ERRORS}`;

/**
 * The row that a listener wants to hear of: for one that is not there it would wait for ever.
 * @throws NOT_FOUND where the account has no such object
 */
async function requireRow(
  argument: string,
  id: string | null,
  find: (ids: string[]) => Promise<({ id: string } | null)[]>,
): Promise<string> {
  const [row] = id === null ? [] : await find([id]);
  if (row) return row.id;
  throw requestError('NOT_FOUND', `${argument} is not the id of such an object of the account.`, {
    argument,
  });
}

const idOnly = { id: true } as const;

async function requireConnection(
  { prisma, reader }: Context,
  globalId: string | null | undefined,
): Promise<string | null> {
  if (globalId == null) return null;
  return requireRow('connectionId', idOf(globalId, 'Organization', 'Individual'), (ids) =>
    prisma.connection.findManyByIds({ reader, ids, select: idOnly }),
  );
}

async function requireInvoice(
  { prisma, reader }: Context,
  globalId: string | null | undefined,
): Promise<string | null> {
  if (globalId == null) return null;
  return requireRow('invoiceId', idOf(globalId, 'Invoice'), (ids) =>
    prisma.invoice.findManyByIds({ reader, ids, select: idOnly }),
  );
}

builder.subscriptionFields((t) => ({
  invoicePaid: t.field({
    type: InvoicePaidEvent,
    description:
      'Sends an event when an invoice is paid in full. With `after`, first sends the events that were missed.',
    args: {
      connectionId: t.arg.id({
        description:
          'Sends only invoices of this connection. Fails with `NOT_FOUND` if the account has no such connection.',
      }),
      after: t.arg.string({ description: afterArgument }),
    },
    subscribe: async (_, { connectionId, after }, context) => {
      const only = await requireConnection(context, connectionId);
      return listen(
        context,
        after,
        (event) => event.type === 'INVOICE_PAID' && (!only || event.connectionId === only),
      );
    },
    resolve: (event) => event,
  }),
  paymentReceived: t.field({
    type: PaymentReceivedEvent,
    description:
      'Sends an event when the money of a payment arrives: when it is recorded as realized, or realized later.',
    args: {
      connectionId: t.arg.id({
        description:
          'Sends only payments of invoices of this connection. ' +
          'Fails with `NOT_FOUND` if the account has no such connection.',
      }),
      invoiceId: t.arg.id({
        description:
          'Sends only payments of this invoice. Fails with `NOT_FOUND` if the account has no such invoice.',
      }),
      after: t.arg.string({ description: afterArgument }),
    },
    subscribe: async (_, { connectionId, invoiceId, after }, context) => {
      const onlyConnection = await requireConnection(context, connectionId);
      const onlyInvoice = await requireInvoice(context, invoiceId);
      return listen(
        context,
        after,
        (event) =>
          event.type === 'PAYMENT_RECEIVED' &&
          (!onlyConnection || event.connectionId === onlyConnection) &&
          (!onlyInvoice || event.invoiceId === onlyInvoice),
      );
    },
    resolve: (event) => event,
  }),
  events: t.field({
    type: EventInterface,
    description: 'Sends every event of the account, or only events of the given types.',
    args: {
      types: t.arg({
        type: [EventTypeEnum],
        description: 'Sends only events of these types. Defaults to all types.',
      }),
      after: t.arg.string({ description: afterArgument }),
    },
    subscribe: (_, { types, after }, context) =>
      listen(context, after, (event) => !types || types.includes(event.type)),
    resolve: (event) => event,
  }),
}));
