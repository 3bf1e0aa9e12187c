import { connectionId } from '../connections/graphql.ts';
import type { Estimate, Invoice } from '../generated/prisma/client.ts';
import type { Types } from '../graphql/builder.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { InvalidInput, InvalidState, NotFound, StatementNoTaken, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { acceptEstimate } from './accept-estimate.ts';
import { convertEstimate } from './convert-estimate.ts';
import { createEstimate } from './create-estimate.ts';
import { EstimateType } from './graphql.ts';
import { ConvertEstimateInput, CreateEstimateInput, UpdateEstimateInput } from './graphql-inputs.ts';
import { purgeEstimate, restoreEstimate, trashEstimate } from './trash-estimate.ts';
import { updateEstimate } from './update-estimate.ts';

const estimateField = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Estimate>) => ({
  estimate: t.field({
    type: EstimateType,
    description: 'The estimate after the mutation.',
    resolve: (estimate) => estimate,
  }),
});

addMutation('createEstimate', {
  description:
    'Creates a draft estimate, which `sendEstimate` sends. Fails with `InvalidInput` if a field is invalid or the total ' +
    'is negative; its issues list every problem.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateEstimateInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createEstimate(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: estimateField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken],
});

addMutation('updateEstimate', {
  description: 'Updates an estimate. Fails with `InvalidState` if it is accepted or in the trash.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateEstimateInput, required: true }) }),
  run: ({ actor }, { input }) => {
    const { connectionId: connection } = input;
    return updateEstimate(actor, {
      ...input,
      id: idOf(input.id, 'Estimate'),
      connectionId: connection == null ? connection : (connectionId(connection) ?? ''),
    });
  },
  success: estimateField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken, VersionConflict],
});

addMutation('trashEstimate', {
  description:
    'Moves an estimate to the trash, where lists leave it out and its public page is not available. Does nothing if it ' +
    'is there already. Fails with `InvalidState` if it is accepted.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound, InvalidState],
});

addMutation('restoreEstimate', {
  description:
    'Restores an estimate from the trash in its former state. Does nothing if it is not in the trash.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound],
});

addDeletion('purgeEstimate', {
  description:
    'Permanently deletes an estimate that is in the trash. Keeps the invoice that was created from it. Fails with ' +
    '`InvalidState` if it is not in the trash.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeEstimate(actor, idOf(id, 'Estimate')),
  errors: [NotFound, InvalidState],
});

addMutation('acceptEstimate', {
  description:
    "Accepts the estimate on the client's behalf. Fails with `InvalidState` if it is already accepted, has expired or is " +
    'in the trash.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => acceptEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound, InvalidState],
});

addMutation('convertEstimate', {
  description:
    'Creates a draft invoice, dated today in UTC, with the content and totals of the estimate, accepted or not. Fails ' +
    'with `InvalidState` if an invoice was already created from it, or if it or its client is in the trash.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: ConvertEstimateInput, required: true }) }),
  run: ({ actor }, { input: { estimateId, dueDate } }) =>
    convertEstimate(actor, { id: idOf(estimateId, 'Estimate'), dueDate }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Invoice>) => ({
    invoice: t.field({
      type: InvoiceType,
      description: 'The new invoice.',
      resolve: (invoice) => invoice,
    }),
  }),
  errors: [InvalidInput, NotFound, InvalidState],
});
