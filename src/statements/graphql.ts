import type { ObjectRef } from '@pothos/core';
import { ConnectionInterface } from '../connections/graphql.ts';
import { connectionColumns, loadConnection } from '../connections/loaders.ts';
import type { Connection, Invoice } from '../generated/prisma/client.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { MoneyType } from '../graphql/money.ts';
import { NodeInterface } from '../graphql/nodes.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { MAX_ADJUSTMENTS, MAX_LINES } from './check-content.ts';
import { AdjustmentLists, LineItemInterface } from './graphql-content.ts';
import { loadAdjustments, loadLineItems } from './loaders.ts';
import type { StatementKind } from './statement-kind.ts';

/** The sums of a statement, stored or computed for a preview. */
export const STATEMENT_SUMS = {
  subTotal: {
    column: 'subTotalMinor',
    description: 'The total of the lines, before discounts, taxes and shipping.',
  },
  discountTotal: {
    column: 'discountTotalMinor',
    description: 'The total of the discounts on lines and on the whole statement.',
  },
  taxTotal: {
    column: 'taxTotalMinor',
    description: 'The total of the taxes on lines and on the whole statement.',
  },
  shippingTotal: {
    column: 'shippingTotalMinor',
    description: 'The total of the shipping charges on lines and on the whole statement.',
  },
  billedTotal: {
    column: 'billedTotalMinor',
    description:
      'The grand total: `subTotal` less `discountTotal`, plus `taxTotal` and `shippingTotal`. Never negative.',
  },
} as const;

export type ContentRow = Pick<
  Invoice,
  | 'id'
  | 'hashKey'
  | 'connectionId'
  | 'currency'
  | 'summary'
  | 'note'
  | 'sendReminders'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
  | 'trashedAt'
  | (typeof STATEMENT_SUMS)[keyof typeof STATEMENT_SUMS]['column']
>;

readWith('STATEMENTS_READ', 'StatementContent', 'Statement');
export const StatementContentInterface = builder.interfaceRef<ContentRow>('StatementContent').implement({
  description:
    'The content that invoices, estimates and recurring invoices have in common: a client, line items, adjustments ' +
    'and totals.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    hashKey: t.exposeString('hashKey', {
      description: 'A short, unguessable key. The query for a single object of this type accepts it in `by`.',
    }),
    connection: t.field({
      type: ConnectionInterface,
      nullable: true,
      description: 'The client: the organization or individual that the statement is for.',
      resolve: ({ connectionId }, _, context, info) =>
        loadConnection(
          context,
          connectionId,
          selectedColumns(connectionColumns, info),
        ) as Promise<Connection>,
    }),
    currency: t.expose('currency', {
      type: 'Currency',
      description: 'The currency of all amounts. Cannot be changed after creation.',
    }),
    summary: t.exposeString('summary', {
      nullable: true,
      description: 'Text shown to the client above the line items. Null if there is none.',
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Text shown to the client below the totals. Null if there is none.',
    }),
    sendReminders: t.exposeBoolean('sendReminders', {
      description:
        'Whether the client gets automatic reminders by email: 3 days before an invoice is due, on that day, and 7 and ' +
        '14 days after it; 3 days before an estimate expires and on that day. Those of a recurring invoice apply to its ' +
        'invoices.',
    }),
    version: t.exposeInt('version', {
      description:
        'Increases with each edit and each move into or out of the trash. Pass it as `expectedVersion` to avoid ' +
        'overwriting changes that others made in the meantime.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed. Changes of its state or payments count too.',
    }),
    trashedAt: t.expose('trashedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was moved to the trash. Null if it is not in the trash.',
    }),
  }),
});

for (const [name, { column, description }] of Object.entries(STATEMENT_SUMS)) {
  builder.interfaceField(StatementContentInterface, name, (t) =>
    t.field({
      type: MoneyType,
      description,
      resolve: (statement) => ({ minor: statement[column], currency: statement.currency }),
    }),
  );
}

const lineItems = {
  description: `The line items, in the order given. At most ${MAX_LINES.toLocaleString('en')}.`,
  extensions: { cost: 1 },
};
builder.interfaceField(StatementContentInterface, 'lineItems', (t) =>
  t.field({ type: [LineItemInterface], ...lineItems }),
);

const onTheStatement = (label: string) =>
  `The ${label} of the whole statement, in the order given. Each line has its own as well. At most ${MAX_ADJUSTMENTS}.`;
for (const { name, label, type } of AdjustmentLists) {
  builder.interfaceField(StatementContentInterface, name, (t) =>
    t.field({ type: [type], description: onTheStatement(label) }),
  );
}

/** Adds the lines and adjustments of a kind of statement to the type that shows it. */
export function addContentFields<Row extends { id: string }>(
  ref: ObjectRef<Types, Row>,
  kind: StatementKind,
): void {
  builder.objectField(ref, 'lineItems', (t) =>
    t.field({
      type: [LineItemInterface],
      ...lineItems,
      resolve: ({ id }, _, context) => loadLineItems(context, { kind, id }),
    }),
  );
  for (const { name, label, kind: adjustmentKind, type } of AdjustmentLists) {
    builder.objectField(ref, name, (t) =>
      t.field({
        type: [type],
        description: onTheStatement(label),
        resolve: ({ id }, _, context) =>
          loadAdjustments(context, { kind, id }, { lineItemId: null, kind: adjustmentKind }),
      }),
    );
  }
}
