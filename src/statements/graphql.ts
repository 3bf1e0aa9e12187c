import type { GraphQLResolveInfo } from 'graphql';
import { ConnectionInterface } from '../connections/graphql.ts';
import { connectionColumns, loadConnection } from '../connections/loaders.ts';
import type { Connection, Invoice } from '../generated/prisma/client.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { MoneyType } from '../graphql/money.ts';
import { NodeInterface } from '../graphql/nodes.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { AdjustmentLists, LineItemInterface } from './graphql-content.ts';
import { loadAdjustments, loadLineItems } from './loaders.ts';
import type { StatementKind } from './statement-kind.ts';

const sums = {
  subTotal: { column: 'subTotalMinor', description: 'Of the lines, before discounts, taxes and shipping.' },
  discountTotal: { column: 'discountTotalMinor', description: 'Of all discounts, of lines and statement.' },
  taxTotal: { column: 'taxTotalMinor', description: 'Of all taxes, of lines and statement.' },
  shippingTotal: { column: 'shippingTotalMinor', description: 'Of all shipping, of lines and statement.' },
  billedTotal: { column: 'billedTotalMinor', description: 'What it comes to.' },
} as const;

type StatementRow = Pick<
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
  | (typeof sums)[keyof typeof sums]['column']
>;

readWith('STATEMENTS_READ', 'Statement');
export const StatementInterface = builder.interfaceRef<StatementRow>('Statement').implement({
  description:
    'An invoice, an estimate or a recurring invoice: dated line items for one connection, with their totals.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    hashKey: t.exposeString('hashKey', { description: 'Short unguessable key, used in public links.' }),
    connection: t.field({
      type: ConnectionInterface,
      nullable: true,
      description: 'Whom it is for.',
      resolve: ({ connectionId }, _, context, info) =>
        loadConnection(
          context,
          connectionId,
          selectedColumns(connectionColumns, info),
        ) as Promise<Connection>,
    }),
    currency: t.expose('currency', { type: 'Currency' }),
    summary: t.exposeString('summary', { nullable: true }),
    note: t.exposeString('note', { nullable: true }),
    sendReminders: t.exposeBoolean('sendReminders'),
    version: t.exposeInt('version', { description: 'Counts the edits; give it back as `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    trashedAt: t.expose('trashedAt', { type: 'DateTime', nullable: true }),
  }),
});

for (const [name, { column, description }] of Object.entries(sums)) {
  builder.interfaceField(StatementInterface, name, (t) =>
    t.field({
      type: MoneyType,
      description,
      resolve: (statement) => ({ minor: statement[column], currency: statement.currency }),
    }),
  );
}

/** The types that show statements are named as their kinds. */
function kindOf({ parentType }: GraphQLResolveInfo): StatementKind {
  return parentType.name as StatementKind;
}

builder.interfaceField(StatementInterface, 'lineItems', (t) =>
  t.field({
    type: [LineItemInterface],
    resolve: ({ id }, _, context, info) => loadLineItems(context, { kind: kindOf(info), id }),
  }),
);

for (const { name, kind, type } of AdjustmentLists) {
  builder.interfaceField(StatementInterface, name, (t) =>
    t.field({
      type: [type],
      description: 'On the whole statement; the lines have their own.',
      resolve: ({ id }, _, context, info) =>
        loadAdjustments(context, { kind: kindOf(info), id }, { lineItemId: null, kind }),
    }),
  );
}
