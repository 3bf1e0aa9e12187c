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
import { pdfUrl, publicUrl } from './public-url.ts';
import type { SentKind, StatementKind } from './statement-kind.ts';

const sums = {
  subTotal: { column: 'subTotalMinor', description: 'Of the lines, before discounts, taxes and shipping.' },
  discountTotal: { column: 'discountTotalMinor', description: 'Of all discounts, of lines and statement.' },
  taxTotal: { column: 'taxTotalMinor', description: 'Of all taxes, of lines and statement.' },
  shippingTotal: { column: 'shippingTotalMinor', description: 'Of all shipping, of lines and statement.' },
  billedTotal: { column: 'billedTotalMinor', description: 'What it comes to.' },
} as const;

type ContentRow = Pick<
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

readWith('STATEMENTS_READ', 'StatementContent', 'Statement');
export const StatementContentInterface = builder.interfaceRef<ContentRow>('StatementContent').implement({
  description:
    'The content that invoices, estimates and recurring invoices share: line items for one connection, ' +
    'adjustments, and their totals.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    hashKey: t.exposeString('hashKey', {
      description: 'A short, unguessable key, by which the queries for a single statement find it.',
    }),
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
  builder.interfaceField(StatementContentInterface, name, (t) =>
    t.field({
      type: MoneyType,
      description,
      resolve: (statement) => ({ minor: statement[column], currency: statement.currency }),
    }),
  );
}

const lineItems = {
  description: `The line items, in order: at most ${MAX_LINES.toLocaleString('en')}.`,
  extensions: { cost: 1 },
};
builder.interfaceField(StatementContentInterface, 'lineItems', (t) =>
  t.field({ type: [LineItemInterface], ...lineItems }),
);

const ON_THE_STATEMENT = `Applies to the whole statement; each line has its own. At most ${MAX_ADJUSTMENTS}.`;
for (const { name, type } of AdjustmentLists) {
  builder.interfaceField(StatementContentInterface, name, (t) =>
    t.field({ type: [type], description: ON_THE_STATEMENT }),
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
  for (const { name, kind: adjustmentKind, type } of AdjustmentLists) {
    builder.objectField(ref, name, (t) =>
      t.field({
        type: [type],
        description: ON_THE_STATEMENT,
        resolve: ({ id }, _, context) =>
          loadAdjustments(context, { kind, id }, { lineItemId: null, kind: adjustmentKind }),
      }),
    );
  }
}

type StatementRow = ContentRow & Pick<Invoice, 'statementNo' | 'date'>;

export const StatementInterface = builder.interfaceRef<StatementRow>('Statement').implement({
  description: 'A statement that a client receives: an invoice or an estimate.',
  interfaces: [NodeInterface, StatementContentInterface],
  fields: (t) => ({
    hashKey: t.exposeString('hashKey', {
      description:
        'A short, unguessable key, by which the queries for a single statement find it. ' +
        'The addresses of its public page and PDF contain it.',
    }),
    statementNo: t.exposeString('statementNo', {
      description: 'The number, unique among the statements of its type.',
    }),
    date: t.expose('date', { type: 'Date', description: 'The date of issue.' }),
  }),
});

const urls = {
  publicUrl: {
    urlOf: publicUrl,
    description:
      "The public page for the client. The client's first visit after the statement is sent marks it as viewed; " +
      'an estimate can be accepted there.',
  },
  pdfUrl: { urlOf: pdfUrl, description: 'The public address of the statement as a PDF.' },
};
for (const [name, { description }] of Object.entries(urls)) {
  builder.interfaceField(StatementInterface, name, (t) => t.field({ type: 'URL', description }));
}

/** Adds to a type whatever depends on the kind of statement that it shows, its content included. */
export function addStatementFields<Row extends { id: string; hashKey: string }>(
  ref: ObjectRef<Types, Row>,
  kind: SentKind,
): void {
  addContentFields(ref, kind);
  for (const [name, { urlOf, description }] of Object.entries(urls)) {
    builder.objectField(ref, name, (t) =>
      t.field({
        type: 'URL',
        description,
        resolve: ({ hashKey }, _, { gateway, actor }) =>
          urlOf(gateway.config, kind, { accountId: actor.accountId, hashKey }),
      }),
    );
  }
}
