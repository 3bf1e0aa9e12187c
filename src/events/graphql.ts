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
import { cursorExpired, invalidCursor } from './graphql-errors.ts';

const loadEvent = rowLoader<Event>('event', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Event" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
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
      const read = await context.reader.rows<Event>(
        'SELECT * FROM "Event" WHERE "accountId" = $1 AND seq > $2' +
          ' AND ($3::text[] IS NULL OR type = ANY($3::text[]::"EventType"[])) ORDER BY seq LIMIT $4',
        [position, types ?? null, size + 1],
      );
      return {
        slice: {
          rows: read.slice(0, size),
          hasNextPage: read.length > size,
          hasPreviousPage: extent !== null && position > extent.prunedSeq,
        },
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
  "An event's cursor. First comes all that happened after it, then what happens, nothing twice and nothing left out.";

/**
 * The row that a listener wants to hear of: for one that is not there it would wait for ever.
 * @throws NOT_FOUND where the account has no such object
 */
async function requireRow(
  { reader }: Context,
  argument: string,
  { table, typenames, globalId }: { table: string; typenames: string[]; globalId: string | null | undefined },
): Promise<string | null> {
  if (globalId == null) return null;
  const id = idOf(globalId, ...typenames);
  const found =
    id && (await reader.rows(`SELECT 1 FROM "${table}" WHERE "accountId" = $1 AND id = $2`, [id]));
  if (!id || found?.length !== 1) {
    const message = `${argument} is not the id of such an object of the account.`;
    throw requestError('NOT_FOUND', message, { argument });
  }
  return id;
}

function requireConnection(context: Context, globalId: string | null | undefined): Promise<string | null> {
  const typenames = ['Organization', 'Individual'];
  return requireRow(context, 'connectionId', { table: 'Connection', typenames, globalId });
}

function requireInvoice(context: Context, globalId: string | null | undefined): Promise<string | null> {
  return requireRow(context, 'invoiceId', { table: 'Invoice', typenames: ['Invoice'], globalId });
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
