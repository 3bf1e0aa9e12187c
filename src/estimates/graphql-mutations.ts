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
  estimate: t.field({ type: EstimateType, resolve: (estimate) => estimate }),
});

addMutation('createEstimate', {
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateEstimateInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createEstimate(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: estimateField,
  errors: [InvalidInput, NotFound, InvalidState, StatementNoTaken],
});

addMutation('updateEstimate', {
  description: 'Refused once it is accepted.',
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
  description: 'To the trash: out of every list, and its page is gone. Refused once it is accepted.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound, InvalidState],
});

addMutation('restoreEstimate', {
  description: 'Out of the trash, as it was.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound],
});

addDeletion('purgeEstimate', {
  description: 'For good, only out of the trash; the invoice that was made of it stays.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeEstimate(actor, idOf(id, 'Estimate')),
  errors: [NotFound, InvalidState],
});

addMutation('acceptEstimate', {
  description: 'The client takes the offer. Once, and not after it has expired.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => acceptEstimate(actor, idOf(id, 'Estimate')),
  success: estimateField,
  errors: [NotFound, InvalidState],
});

addMutation('convertEstimate', {
  description:
    'Makes a draft of an invoice, dated today, with the lines and totals of the estimate. Once, accepted or not.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: ConvertEstimateInput, required: true }) }),
  run: ({ actor }, { input: { estimateId, dueDate } }) =>
    convertEstimate(actor, { id: idOf(estimateId, 'Estimate'), dueDate }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Invoice>) => ({
    invoice: t.field({ type: InvoiceType, resolve: (invoice) => invoice }),
  }),
  errors: [InvalidInput, NotFound, InvalidState],
});
