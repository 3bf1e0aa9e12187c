import { builder } from '../graphql/builder.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { pageSize } from '../graphql/load-page.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { encodeEventCursor } from './cursor.ts';
import { findEventsAfter } from './find-events.ts';
import { EventInterface } from './graphql.ts';
import { AFTER_ERRORS, positionOf } from './graphql-cursor.ts';

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
