import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { LanguageEnum } from '../graphql/enums.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { createContact } from './create-contact.ts';
import { createIndividual } from './create-individual.ts';
import { createOrganization } from './create-organization.ts';
import { deleteContact } from './delete-contact.ts';
import { ConnectionInterface, ContactType, connectionId, Individual, Organization } from './graphql.ts';
import { purgeConnection, restoreConnection, trashConnection } from './trash-connection.ts';
import { updateContact } from './update-contact.ts';
import { updateIndividual } from './update-individual.ts';
import { updateOrganization } from './update-organization.ts';

const AddressInput = builder.inputType('AddressInput', {
  description: 'A whole address: what is left out is empty.',
  fields: (t) => ({
    street: t.string(),
    city: t.string(),
    state: t.string(),
    zipCode: t.string(),
    countryCode: t.field({ type: 'CountryCode' }),
  }),
});

const CustomFieldInput = builder.inputType('CustomFieldInput', {
  fields: (t) => ({ name: t.string({ required: true }), value: t.string({ required: true }) }),
});

function detailFields<Required extends boolean>(
  t: InputFieldBuilder<Types, 'InputObject'>,
  required: Required,
) {
  return {
    businessEmail: t.field({ type: 'EmailAddress', required }),
    language: t.field({
      type: LanguageEnum,
      description: `The language of its messages and pages.${required ? " Defaults to the account's language." : ''}`,
    }),
    currency: t.field({
      type: 'Currency',
      description: `The default currency of its new statements.${required ? " Defaults to the account's currency." : ''}`,
    }),
    address: t.field({ type: AddressInput }),
    phone: t.string(),
    fax: t.string(),
    websiteUrl: t.field({ type: 'URL' }),
    customFields: t.field({ type: [CustomFieldInput] }),
  };
}

const CreateOrganizationInput = builder.inputType('CreateOrganizationInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    ...detailFields(t, true),
    primaryContactFirstName: t.string(),
    primaryContactLastName: t.string(),
  }),
});

const UpdateOrganizationInput = builder.inputType('UpdateOrganizationInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    name: t.string(),
    ...detailFields(t, false),
    primaryContactFirstName: t.string(),
    primaryContactLastName: t.string(),
  }),
});

const CreateIndividualInput = builder.inputType('CreateIndividualInput', {
  fields: (t) => ({
    firstName: t.string({ required: true }),
    lastName: t.string({ required: true }),
    ...detailFields(t, true),
  }),
});

const UpdateIndividualInput = builder.inputType('UpdateIndividualInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string(),
    lastName: t.string(),
    ...detailFields(t, false),
  }),
});

const CreateContactInput = builder.inputType('CreateContactInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    firstName: t.string({ required: true }),
    lastName: t.string(),
    email: t.field({ type: 'EmailAddress', required: true }),
    mobile: t.string(),
    phone: t.string(),
  }),
});

const UpdateContactInput = builder.inputType('UpdateContactInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string(),
    lastName: t.string(),
    email: t.field({ type: 'EmailAddress' }),
    mobile: t.string(),
    phone: t.string(),
  }),
});

addMutation('createOrganization', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => createOrganization(actor, input),
  success: (t) => ({ connection: t.field({ type: Organization, resolve: (organization) => organization }) }),
  errors: [InvalidInput],
});

addMutation('createIndividual', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => createIndividual(actor, input),
  success: (t) => ({ connection: t.field({ type: Individual, resolve: (individual) => individual }) }),
  errors: [InvalidInput],
});

addMutation('updateOrganization', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => updateOrganization(actor, { ...input, id: idOf(input.id, 'Organization') }),
  success: (t) => ({ connection: t.field({ type: Organization, resolve: (organization) => organization }) }),
  errors: [InvalidInput, NotFound, VersionConflict],
});

addMutation('updateIndividual', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => updateIndividual(actor, { ...input, id: idOf(input.id, 'Individual') }),
  success: (t) => ({ connection: t.field({ type: Individual, resolve: (individual) => individual }) }),
  errors: [InvalidInput, NotFound, VersionConflict],
});

addMutation('trashConnection', {
  description: 'To the trash: no new statements for it, nothing lost.',
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashConnection(actor, connectionId(id)),
  success: (t) => ({
    connection: t.field({ type: ConnectionInterface, resolve: (connection) => connection }),
  }),
  errors: [NotFound],
});

addMutation('restoreConnection', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreConnection(actor, connectionId(id)),
  success: (t) => ({
    connection: t.field({ type: ConnectionInterface, resolve: (connection) => connection }),
  }),
  errors: [NotFound],
});

addDeletion('purgeConnection', {
  description: 'For good, out of the trash, and only where no statement names it.',
  ability: 'CONNECTIONS_WRITE',
  run: ({ actor }, id) => purgeConnection(actor, connectionId(id)),
  errors: [NotFound, InvalidState],
});

addMutation('createContact', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateContactInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createContact(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: (t) => ({ contact: t.field({ type: ContactType, resolve: (contact) => contact }) }),
  errors: [InvalidInput, NotFound],
});

addMutation('updateContact', {
  ability: 'CONNECTIONS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateContactInput, required: true }) }),
  run: ({ actor }, { input }) => updateContact(actor, { ...input, id: idOf(input.id, 'Contact') }),
  success: (t) => ({ contact: t.field({ type: ContactType, resolve: (contact) => contact }) }),
  errors: [InvalidInput, NotFound, VersionConflict],
});

addDeletion('deleteContact', {
  ability: 'CONNECTIONS_WRITE',
  run: ({ actor }, id) => deleteContact(actor, idOf(id, 'Contact')),
  errors: [NotFound],
});
