import { connectionId } from '../connections/graphql.ts';
import type { Invoice } from '../generated/prisma/client.ts';
import { needs } from '../graphql/abilities.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { extensibleUnion } from '../graphql/extensible.ts';
import { MoneyType } from '../graphql/money.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { MAX_LINES } from '../statements/check-content.ts';
import { STATEMENT_SUMS } from '../statements/graphql.ts';
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
  description:
    'A tax of a statement: a tax on the whole statement, or the line taxes with the same name and percentage ' +
    'taken together.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the tax.' }),
    percent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The percentage: `5.25` means 5.25 %. Null for a fixed amount.',
      resolve: ({ percent }) => (percent === null ? null : formatMicros(percent)),
    }),
    base: t.field({
      type: MoneyType,
      description: 'The amount on which the tax is charged.',
      resolve: ({ baseMinor, currency }) => ({ minor: baseMinor, currency }),
    }),
    amount: t.field({
      type: MoneyType,
      description: 'The amount of the tax.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
  }),
});

const StatementTotals = builder.objectRef<Preview>('StatementTotals').implement({
  description: 'The totals of a statement that is not saved, computed exactly as saving it computes them.',
  fields: (t) => ({
    lineTotals: t.field({
      type: [MoneyType],
      description: `The totals of the lines, in the order given. At most ${MAX_LINES.toLocaleString('en')}.`,
      resolve: ({ totals, currency }) =>
        totals.lines.map(({ totalMinor }) => ({ minor: totalMinor, currency })),
    }),
    taxes: t.field({
      type: [TaxLine],
      description: 'The taxes, those that are not compound first: at most one for each tax of the input.',
      resolve: ({ totals, currency }) => totals.taxLines.map((line) => ({ ...line, currency })),
    }),
  }),
});
for (const [name, { column, description }] of Object.entries(STATEMENT_SUMS)) {
  builder.objectField(StatementTotals, name, (t) =>
    t.field({
      type: MoneyType,
      description,
      resolve: ({ totals, currency }) => ({ minor: totals[column], currency }),
    }),
  );
}

const PreviewInvoiceSuccess = builder.objectRef<Preview>('PreviewInvoiceSuccess').implement({
  description: 'The successful result of `previewInvoice`.',
  fields: (t) => ({
    totals: t.field({
      type: StatementTotals,
      description: 'The totals that the invoice would have.',
      resolve: (preview) => preview,
    }),
  }),
});

builder.queryField('previewInvoice', (t) =>
  t.field({
    type: PreviewInvoiceSuccess,
    nullable: true,
    description:
      'Computes the totals of an invoice without saving it. Fails like `createInvoice` if the input is invalid. ' +
      'Does not check whether the number is taken or the client is in the trash.',
    extensions: needs('STATEMENTS_READ'),
    errors: {
      types: [InvalidInput, NotFound],
      union: {
        name: 'PreviewInvoiceResult',
        description: extensibleUnion('The result of `previewInvoice`: `PreviewInvoiceSuccess`, or an error.'),
      },
    },
    args: {
      input: t.arg({ type: CreateInvoiceInput, required: true, description: 'The invoice to compute.' }),
    },
    resolve: (_, { input }, { actor }) =>
      previewInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  }),
);

const invoiceField = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Invoice>) => ({
  invoice: t.field({
    type: InvoiceType,
    description: 'The invoice after the mutation.',
    resolve: (invoice) => invoice,
  }),
});

addMutation('createInvoice', {
  description:
    'Creates a draft invoice, which `sendInvoice` sends. Fails with `InvalidInput` if a field is invalid or the total is ' +
    'negative; its issues list every problem.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: invoiceField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken],
});

addMutation('updateInvoice', {
  description:
    'Updates an invoice in any state. Fails with `InvalidState` if the invoice is in the trash, or if its total would ' +
    'be less than the payments recorded on it.',
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
  description:
    'Moves an invoice to the trash, where lists and sums leave it out and its public page is not available. Does nothing ' +
    'if it is there already. Fails with `InvalidState` if a payment on it was realized.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashInvoice(actor, idOf(id, 'Invoice')),
  success: invoiceField,
  errors: [NotFound, InvalidState],
});

addMutation('restoreInvoice', {
  description:
    'Restores an invoice from the trash in its former state. Does nothing if it is not in the trash.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreInvoice(actor, idOf(id, 'Invoice')),
  success: invoiceField,
  errors: [NotFound],
});

addDeletion('purgeInvoice', {
  description:
    'Permanently deletes an invoice that is in the trash, with its pending payments. Fails with `InvalidState` if it is ' +
    'not in the trash.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeInvoice(actor, idOf(id, 'Invoice')),
  errors: [NotFound, InvalidState],
});
