import { connectionId } from '../connections/graphql.ts';
import type { Invoice } from '../generated/prisma/client.ts';
import { needs } from '../graphql/abilities.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { extensibleUnion } from '../graphql/extensible.ts';
import { MoneyType } from '../graphql/money.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { MAX_LINES } from '../statements/check-content.ts';
import type { TaxLine as TaxLineShape, StatementTotals as Totals } from '../statements/totals.ts';
import { formatMicros } from '../values/decimal.ts';
import { InvalidInput, InvalidState, NotFound, StatementNoTaken, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { createInvoice } from './create-invoice.ts';
import { InvoiceType } from './graphql.ts';
import { CreateInvoiceInput, UpdateInvoiceInput } from './graphql-inputs.ts';
import { previewInvoice } from './preview-invoice.ts';
import { purgeInvoice, restoreInvoice, trashInvoice } from './trash-invoice.ts';
import { updateInvoice } from './update-invoice.ts';

interface Preview {
  currency: string;
  totals: Totals;
}

const TaxLine = builder.objectRef<TaxLineShape & { currency: string }>('TaxLine').implement({
  description: 'One tax over all that it is charged on.',
  fields: (t) => ({
    name: t.exposeString('name'),
    percent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Null for a fixed sum.',
      resolve: ({ percent }) => (percent === null ? null : formatMicros(percent)),
    }),
    base: t.field({
      type: MoneyType,
      description: 'What it is charged on.',
      resolve: ({ baseMinor, currency }) => ({ minor: baseMinor, currency }),
    }),
    amount: t.field({
      type: MoneyType,
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
  }),
});

const sumFields = {
  subTotal: 'subTotalMinor',
  discountTotal: 'discountTotalMinor',
  taxTotal: 'taxTotalMinor',
  shippingTotal: 'shippingTotalMinor',
  billedTotal: 'billedTotalMinor',
} as const;

const StatementTotals = builder.objectRef<Preview>('StatementTotals').implement({
  description: 'What a statement would come to: the same computation that saving it runs.',
  fields: (t) => ({
    lineTotals: t.field({
      type: [MoneyType],
      description: `One for each line, at most ${MAX_LINES.toLocaleString('en')}.`,
      resolve: ({ totals, currency }) =>
        totals.lines.map(({ totalMinor }) => ({ minor: totalMinor, currency })),
    }),
    taxes: t.field({
      type: [TaxLine],
      description: 'One for each name and rate, at most one for each tax given.',
      resolve: ({ totals, currency }) => totals.taxLines.map((line) => ({ ...line, currency })),
    }),
  }),
});
for (const [name, column] of Object.entries(sumFields)) {
  builder.objectField(StatementTotals, name, (t) =>
    t.field({
      type: MoneyType,
      resolve: ({ totals, currency }) => ({ minor: totals[column], currency }),
    }),
  );
}

const PreviewInvoiceSuccess = builder.objectRef<Preview>('PreviewInvoiceSuccess').implement({
  fields: (t) => ({ totals: t.field({ type: StatementTotals, resolve: (preview) => preview }) }),
});

builder.queryField('previewInvoice', (t) =>
  t.field({
    type: PreviewInvoiceSuccess,
    nullable: true,
    description: 'What an invoice would come to. Saves nothing.',
    extensions: needs('STATEMENTS_READ'),
    errors: {
      types: [InvalidInput, NotFound],
      union: {
        name: 'PreviewInvoiceResult',
        description: extensibleUnion('The result of `previewInvoice`: `PreviewInvoiceSuccess`, or an error.'),
      },
    },
    args: { input: t.arg({ type: CreateInvoiceInput, required: true }) },
    resolve: (_, { input }, { actor }) =>
      previewInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  }),
);

const invoiceField = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Invoice>) => ({
  invoice: t.field({ type: InvoiceType, resolve: (invoice) => invoice }),
});

addMutation('createInvoice', {
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: invoiceField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken],
});

addMutation('updateInvoice', {
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) => {
    const { connectionId: connection } = input;
    return updateInvoice(actor, {
      ...input,
      id: idOf(input.id, 'Invoice'),
      connectionId: connection == null ? connection : (connectionId(connection) ?? ''),
    });
  },
  success: invoiceField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken, VersionConflict],
});

addMutation('trashInvoice', {
  description: 'To the trash: out of every list and sum; refused once money was received on it.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashInvoice(actor, idOf(id, 'Invoice')),
  success: invoiceField,
  errors: [NotFound, InvalidState],
});

addMutation('restoreInvoice', {
  description: 'Out of the trash, as it was.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreInvoice(actor, idOf(id, 'Invoice')),
  success: invoiceField,
  errors: [NotFound],
});

addDeletion('purgeInvoice', {
  description: 'For good, only out of the trash.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeInvoice(actor, idOf(id, 'Invoice')),
  errors: [NotFound, InvalidState],
});
