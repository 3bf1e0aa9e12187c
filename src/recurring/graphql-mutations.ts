import type { ArgBuilder } from '@pothos/core';
import { connectionId } from '../connections/graphql.ts';
import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Types } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import type { Actor } from '../platform/actor.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { activateRecurringInvoice } from './activate-recurring-invoice.ts';
import { closeRecurringInvoice } from './close-recurring-invoice.ts';
import { createRecurringInvoice } from './create-recurring-invoice.ts';
import { RecurringInvoiceType } from './graphql.ts';
import { CreateRecurringInvoiceInput, UpdateRecurringInvoiceInput } from './graphql-inputs.ts';
import {
  purgeRecurringInvoice,
  restoreRecurringInvoice,
  trashRecurringInvoice,
} from './trash-recurring-invoice.ts';
import { updateRecurringInvoice } from './update-recurring-invoice.ts';

const profileField = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, RecurringInvoice>) => ({
  recurringInvoice: t.field({
    type: RecurringInvoiceType,
    description: 'The recurring invoice after the mutation.',
    resolve: (profile) => profile,
  }),
});

addMutation('createRecurringInvoice', {
  description:
    'Creates a draft recurring invoice, which creates no invoices until `activateRecurringInvoice`. Fails with ' +
    '`InvalidInput` if a field is invalid or the total is negative; its issues list every problem.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateRecurringInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createRecurringInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: profileField,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('updateRecurringInvoice', {
  description:
    'Updates a recurring invoice. Unless it is a draft or pending, periods that are due are billed immediately. Fails ' +
    'with `InvalidState` if it is closed or in the trash, or if more than 100 periods would be billed at once.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateRecurringInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) => {
    const { connectionId: connection } = input;
    return updateRecurringInvoice(actor, {
      ...input,
      id: idOf(input.id, 'RecurringInvoice'),
      connectionId: connection == null ? connection : (connectionId(connection) ?? ''),
    });
  },
  success: profileField,
  errors: [InvalidInput, NotFound, InvalidState, VersionConflict],
});

type Step = (actor: Actor, id: string | null) => Promise<RecurringInvoice>;

const byId = (step: Step) => ({
  args: (arg: ArgBuilder<Types>) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }: Context, { id }: { id: string }) => step(actor, idOf(id, 'RecurringInvoice')),
  success: profileField,
});

addMutation('activateRecurringInvoice', {
  description:
    'Starts a draft, or continues a pending recurring invoice. Periods that are due are billed immediately, each with ' +
    'its own date. Fails with `InvalidState` in any other state, if it or its client is in the trash, or if more than ' +
    '100 periods would be billed at once.',
  ability: 'STATEMENTS_WRITE',
  ...byId(activateRecurringInvoice),
  errors: [NotFound, InvalidState],
});

addMutation('closeRecurringInvoice', {
  description:
    'Ends a recurring invoice permanently. Keeps the invoices that it created. Fails with `InvalidState` if it is ' +
    'completed, closed or in the trash.',
  ability: 'STATEMENTS_WRITE',
  ...byId(closeRecurringInvoice),
  errors: [NotFound, InvalidState],
});

addMutation('trashRecurringInvoice', {
  description:
    'Moves a recurring invoice to the trash, where it creates no invoices. Keeps those that it created. Does nothing if ' +
    'it is there already.',
  ability: 'STATEMENTS_WRITE',
  ...byId(trashRecurringInvoice),
  errors: [NotFound],
});

addMutation('restoreRecurringInvoice', {
  description:
    'Restores a recurring invoice from the trash. If it missed a period there, its state becomes `PENDING` until ' +
    '`activateRecurringInvoice`. Does nothing if it is not in the trash.',
  ability: 'STATEMENTS_WRITE',
  ...byId(restoreRecurringInvoice),
  errors: [NotFound],
});

addDeletion('purgeRecurringInvoice', {
  description:
    'Permanently deletes a recurring invoice that is in the trash. Keeps the invoices that it created. Fails with ' +
    '`InvalidState` if it is not in the trash.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeRecurringInvoice(actor, idOf(id, 'RecurringInvoice')),
  errors: [NotFound, InvalidState],
});
