import { GraphQLError } from 'graphql';
import type { Event } from '../generated/prisma/client.ts';
import type { EventType } from '../generated/prisma/enums.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { idOf, NodeInterface, registerNode, rowLoader } from '../graphql/nodes.ts';
import { pageArgs, pageSize, pageType } from '../graphql/pages.ts';
import type { LogExtent } from '../platform/event-feed.ts';
import { encodeId } from '../values/global-id.ts';
import { decodeEventCursor, encodeEventCursor } from './cursor.ts';
import { eventName, typenameOf } from './event-name.ts';
import { type EventSource, openEventSource } from './event-source.ts';
import { eventColumns, findEventsAfter } from './find-events.ts';
import { cursorExpired, invalidCursor } from './graphql-errors.ts';

const loadEvent = rowLoader('event', eventColumns, ({ prisma, reader }, ids, select) =>
  prisma.event.findManyByIds({ reader, ids, select }),
);

export const EventInterface = builder.interfaceRef<Event>('Event').implement({
  description: "Something that happened, in the account's one gapless order.",
  interfaces: [NodeInterface],
  resolveType: (event) => typenameOf[event.type],
  fields: (t) => ({
    id: t.id({ resolve: (event) => encodeId(typenameOf[event.type], event.id) }),
    type: t.expose('type', { type: EventTypeEnum }),
    name: t.string({
      description: 'The dotted name that webhooks carry: `invoice.paid`.',
      resolve: (event) => eventName(event.type),
    }),
    cursor: t.string({
      description: 'Resume after it: `events(after:)` and every subscription take it.',
      resolve: encodeEventCursor,
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime' }),
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
export const ClientCreatedEvent = eventObject('CLIENT_CREATED', 'A connection was made.');
export const ClientUpdatedEvent = eventObject('CLIENT_UPDATED', 'A connection was edited.');
export const InvoiceCreatedEvent = eventObject('INVOICE_CREATED', 'An invoice was made.');
export const InvoiceUpdatedEvent = eventObject(
  'INVOICE_UPDATED',
  'An invoice was edited (payments and views are told by events of their own).',
);
export const InvoicePaidEvent = eventObject(
  'INVOICE_PAID',
  'An invoice was paid in full: nothing is due any more.',
);
export const PaymentReceivedEvent = eventObject(
  'PAYMENT_RECEIVED',
  'The money of a payment is in: recorded as realized, or realized later.',
);
export const InvoiceSentEvent = eventObject('INVOICE_SENT', 'An invoice was sent, or sent again.');
export const InvoiceViewedEvent = eventObject(
  'INVOICE_VIEWED',
  'The client opened the page of an invoice, for the first time.',
);
export const ProposalCreatedEvent = eventObject('PROPOSAL_CREATED', 'An estimate was made.');
export const ProposalSentEvent = eventObject('PROPOSAL_SENT', 'An estimate was sent, or sent again.');
export const ProposalSignedEvent = eventObject('PROPOSAL_SIGNED', 'An estimate was accepted.');
export const PaymentRefundedEvent = eventObject('PAYMENT_REFUNDED', 'Money of a payment was given back.');

const EventConnection = pageType('Event', EventInterface, { counted: false });

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    nullable: true,
    description: "The account's log, oldest first.",
    args: {
      first: pageArgs(t.arg).first,
      after: t.arg.string({ description: "An event's cursor: the page begins behind it." }),
      types: t.arg({ type: [EventTypeEnum], description: 'Only these; all when left out.' }),
    },
    resolve: async (_, { first, after, types }, context) => {
      const size = pageSize(first, 'first');
      const extent = after == null ? null : await context.gateway.events.extent(context.actor.accountId);
      const position =
        extent === null ? 0n : positionOf(context, extent, { cursor: after!, argument: 'after' });
      const slice = await findEventsAfter(context, context.reader, { position, size, types });
      return {
        // What came before the position may be gone from the log, which a page does not know.
        slice: { ...slice, hasPreviousPage: extent !== null && position > extent.floor },
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
  { floor, newest }: LogExtent,
  { cursor, argument }: { cursor: string; argument: string },
): bigint {
  const position = decodeEventCursor(cursor, { accountId, newest });
  if (position === null) throw invalidCursor(argument);
  if (position < floor) throw cursorExpired(accountId, floor);
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
  "An event's cursor. First comes all that happened after it, then what happens, nothing twice and nothing left out.";

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
  throw new GraphQLError(`${argument} is not the id of such an object of the account.`, {
    extensions: { code: 'NOT_FOUND', argument },
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
      'Each invoice the moment it is paid in full. With `after`: first all that was missed, then live.',
    args: {
      connectionId: t.arg.id({ description: 'Only invoices of this connection.' }),
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
    description: 'Each payment the moment its money is in (recorded as realized, or realized later).',
    args: {
      connectionId: t.arg.id({ description: "Only payments of this connection's invoices." }),
      invoiceId: t.arg.id({ description: 'Only payments of this invoice.' }),
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
    description: 'Every event of the account, or those of some types.',
    args: {
      types: t.arg({ type: [EventTypeEnum], description: 'Only these; all when left out.' }),
      after: t.arg.string({ description: afterArgument }),
    },
    subscribe: (_, { types, after }, context) =>
      listen(context, after, (event) => !types || types.includes(event.type)),
    resolve: (event) => event,
  }),
}));
