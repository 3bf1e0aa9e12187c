import type { Event } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { idOf } from '../values/global-id.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { type EventSource, openEventSource } from './event-source.ts';
import { EventInterface, InvoicePaidEvent, PaymentReceivedEvent } from './graphql.ts';
import { AFTER_ERRORS, positionOf } from './graphql-cursor.ts';

/** Opens the account's log at the start of a subscription: after its cursor, or at the newest event. */
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
 * Returns the id of the object that a subscription filters by. Without this check a wrong id would wait forever.
 * @throws NOT_FOUND if the account has no such object
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
