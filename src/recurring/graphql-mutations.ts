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
  recurringInvoice: t.field({ type: RecurringInvoiceType, resolve: (profile) => profile }),
});

addMutation('createRecurringInvoice', {
  description: 'Makes a draft; it makes no invoices before it is activated.',
  ability: 'STATEMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateRecurringInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createRecurringInvoice(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: profileField,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('updateRecurringInvoice', {
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
    'Starts a draft, or lets one go on that is pending. Periods that are due already are billed at once, each with its own date.',
  ability: 'STATEMENTS_WRITE',
  ...byId(activateRecurringInvoice),
  errors: [NotFound, InvalidState],
});

addMutation('closeRecurringInvoice', {
  description: 'No more invoices are made, for good; those that were stay.',
  ability: 'STATEMENTS_WRITE',
  ...byId(closeRecurringInvoice),
  errors: [NotFound, InvalidState],
});

addMutation('trashRecurringInvoice', {
  description: 'To the trash: it makes no invoices there; those that it made stay.',
  ability: 'STATEMENTS_WRITE',
  ...byId(trashRecurringInvoice),
  errors: [NotFound],
});

addMutation('restoreRecurringInvoice', {
  description:
    'Out of the trash, as it was; but pending where it missed a period there, until it is activated again.',
  ability: 'STATEMENTS_WRITE',
  ...byId(restoreRecurringInvoice),
  errors: [NotFound],
});

addDeletion('purgeRecurringInvoice', {
  description: 'For good, only out of the trash; the invoices that it made stay.',
  ability: 'STATEMENTS_WRITE',
  run: ({ actor }, id) => purgeRecurringInvoice(actor, idOf(id, 'RecurringInvoice')),
  errors: [NotFound, InvalidState],
});
