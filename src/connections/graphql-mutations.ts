import type { InputFieldBuilder } from '@pothos/core';
import type { Connection, Contact } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { LanguageEnum } from '../graphql/enums.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { MAX_CUSTOM_FIELDS } from './connection-input.ts';
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
  description: 'A postal address. An address replaces the stored one as a whole: omitted fields become null.',
  fields: (t) => ({
    street: t.string({
      description: 'The street and house number, in several lines if needed. At most 1,000 characters.',
    }),
    city: t.string({ description: 'The city or town. At most 255 characters.' }),
    state: t.string({ description: 'The state, province or region. At most 255 characters.' }),
    zipCode: t.string({ description: 'The postal code. At most 255 characters.' }),
    countryCode: t.field({ type: 'CountryCode', description: 'The country.' }),
  }),
});

const CustomFieldInput = builder.inputType('CustomFieldInput', {
  description: 'A custom field of a connection.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The label of the field. At most 255 characters.' }),
    value: t.string({ required: true, description: 'The text of the field. At most 10,000 characters.' }),
  }),
});

function detailFields<Required extends boolean>(
  t: InputFieldBuilder<Types, 'InputObject'>,
  required: Required,
) {
  return {
    businessEmail: t.field({
      type: 'EmailAddress',
      required,
      description: 'The address that receives statements if the connection has no contacts.',
    }),
    language: t.field({
      type: LanguageEnum,
      description: `The language of its emails, documents and pages.${required ? " Defaults to the account's language." : ''}`,
    }),
    currency: t.field({
      type: 'Currency',
      description: `The default currency of new statements for it.${required ? " Defaults to the account's currency." : ''}`,
    }),
    address: t.field({ type: AddressInput, description: 'The postal address.' }),
    phone: t.string({ description: 'The telephone number in any format. At most 255 characters.' }),
    fax: t.string({ description: 'The fax number in any format. At most 255 characters.' }),
    websiteUrl: t.field({ type: 'URL', description: 'The website. At most 2,000 characters.' }),
    customFields: t.field({
      type: [CustomFieldInput],
      description: `Further fields of the caller's own, at most ${MAX_CUSTOM_FIELDS}. The list replaces the stored one as a whole.`,
    }),
  };
}

const ORGANIZATION_NAME = 'The name of the organization. At most 255 characters.';
const FIRST_NAME = 'The first name. At most 255 characters.';
const LAST_NAME = 'The last name. At most 255 characters.';

/** The person to contact at an organization, who need not be one of its contacts. */
function primaryContactFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    primaryContactFirstName: t.string({
      description: 'The first name of the primary contact. At most 255 characters.',
    }),
    primaryContactLastName: t.string({
      description: 'The last name of the primary contact. At most 255 characters.',
    }),
  };
}

const CreateOrganizationInput = builder.inputType('CreateOrganizationInput', {
  description: 'The properties of a new organization.',
  fields: (t) => ({
    name: t.string({ required: true, description: ORGANIZATION_NAME }),
    ...detailFields(t, true),
    ...primaryContactFields(t),
  }),
});

const UpdateOrganizationInput = builder.inputType('UpdateOrganizationInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    name: t.string({ description: ORGANIZATION_NAME }),
    ...detailFields(t, false),
    ...primaryContactFields(t),
  }),
});

const CreateIndividualInput = builder.inputType('CreateIndividualInput', {
  description: 'The properties of a new individual.',
  fields: (t) => ({
    firstName: t.string({ required: true, description: FIRST_NAME }),
    lastName: t.string({ required: true, description: LAST_NAME }),
    ...detailFields(t, true),
  }),
});

const UpdateIndividualInput = builder.inputType('UpdateIndividualInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string({ description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    ...detailFields(t, false),
  }),
});

const CONTACT_EMAIL = 'The address that statements of the connection are sent to.';

function phoneFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    mobile: t.string({ description: 'The mobile number in any format. At most 255 characters.' }),
    phone: t.string({ description: 'The telephone number in any format. At most 255 characters.' }),
  };
}

const CreateContactInput = builder.inputType('CreateContactInput', {
  description: 'The properties of a new contact.',
  fields: (t) => ({
    connectionId: t.id({ required: true, description: 'The ID of the connection to add the contact to.' }),
    firstName: t.string({ required: true, description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    email: t.field({ type: 'EmailAddress', required: true, description: CONTACT_EMAIL }),
    ...phoneFields(t),
  }),
});

const UpdateContactInput = builder.inputType('UpdateContactInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    firstName: t.string({ description: FIRST_NAME }),
    lastName: t.string({ description: LAST_NAME }),
    email: t.field({ type: 'EmailAddress', description: CONTACT_EMAIL }),
    ...phoneFields(t),
  }),
});

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
