import type { Connection, Contact } from '../generated/prisma/client.ts';
import type { Types } from '../graphql/builder.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { createContact } from './create-contact.ts';
import { createIndividual } from './create-individual.ts';
import { createOrganization } from './create-organization.ts';
import { deleteContact } from './delete-contact.ts';
import { ConnectionInterface, connectionId, Individual, Organization } from './graphql.ts';
import { ContactType } from './graphql-contacts.ts';
import {
  CreateContactInput,
  CreateIndividualInput,
  CreateOrganizationInput,
  UpdateContactInput,
  UpdateIndividualInput,
  UpdateOrganizationInput,
} from './graphql-inputs.ts';
import { purgeConnection, restoreConnection, trashConnection } from './trash-connection.ts';
import { updateContact } from './update-contact.ts';
import { updateIndividual } from './update-individual.ts';
import { updateOrganization } from './update-organization.ts';

type SuccessBuilder<Row> = PothosSchemaTypes.ObjectFieldBuilder<Types, Row>;

const organizationField = (t: SuccessBuilder<Connection>) => ({
  connection: t.field({
    type: Organization,
    description: 'The organization after the change.',
    resolve: (organization) => organization,
  }),
});

const individualField = (t: SuccessBuilder<Connection>) => ({
  connection: t.field({
    type: Individual,
    description: 'The individual after the change.',
    resolve: (individual) => individual,
  }),
});

const connectionField = (t: SuccessBuilder<Connection>) => ({
  connection: t.field({
    type: ConnectionInterface,
    description: 'The connection after the change.',
    resolve: (connection) => connection,
  }),
});

const contactField = (t: SuccessBuilder<Contact>) => ({
  contact: t.field({
    type: ContactType,
    description: 'The contact after the change.',
    resolve: (contact) => contact,
  }),
});

addMutation('createOrganization', {
  description: 'Creates a connection that is an organization.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => createOrganization(actor, input),
  success: organizationField,
  errors: [InvalidInput],
});

addMutation('createIndividual', {
  description: 'Creates a connection that is an individual.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => createIndividual(actor, input),
  success: individualField,
  errors: [InvalidInput],
});

addMutation('updateOrganization', {
  description: 'Updates an organization. Its statements show the new values from now on.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => updateOrganization(actor, { ...input, id: idOf(input.id, 'Organization') }),
  success: organizationField,
  errors: [InvalidInput, NotFound, VersionConflict],
});

addMutation('updateIndividual', {
  description: 'Updates an individual. Its statements show the new values from now on.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => updateIndividual(actor, { ...input, id: idOf(input.id, 'Individual') }),
  success: individualField,
  errors: [InvalidInput, NotFound, VersionConflict],
});

addMutation('trashConnection', {
  description:
    'Moves a connection to the trash. Its statements stay, and no new ones can be created or sent for it until `restoreConnection`. ' +
    'Has no effect on a connection that is already in the trash.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashConnection(actor, connectionId(id)),
  success: connectionField,
  errors: [NotFound],
});

addMutation('restoreConnection', {
  description: 'Moves a connection out of the trash. Has no effect on a connection that is not in the trash.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreConnection(actor, connectionId(id)),
  success: connectionField,
  errors: [NotFound],
});

addDeletion('purgeConnection', {
  description:
    'Permanently deletes a connection that is in the trash, with its contacts. ' +
    'Fails with `InvalidState` if it is not in the trash (`ACTIVE`) or has any invoice, estimate or recurring invoice (`HAS_STATEMENTS`).',
  ability: 'CONNECTIONS_WRITE',
  run: ({ actor }, id) => purgeConnection(actor, connectionId(id)),
  errors: [NotFound, InvalidState],
});

addMutation('createContact', {
  description: 'Adds a contact to a connection.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateContactInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createContact(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: contactField,
  errors: [InvalidInput, NotFound],
});

addMutation('updateContact', {
  description: 'Updates a contact. Emails that are already queued keep their recipients.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateContactInput, required: true }) }),
  run: ({ actor }, { input }) => updateContact(actor, { ...input, id: idOf(input.id, 'Contact') }),
  success: contactField,
  errors: [InvalidInput, NotFound, VersionConflict],
});

addDeletion('deleteContact', {
  description: 'Permanently deletes a contact. Contacts have no trash.',
  ability: 'CONNECTIONS_WRITE',
  run: ({ actor }, id) => deleteContact(actor, idOf(id, 'Contact')),
  errors: [NotFound],
});
