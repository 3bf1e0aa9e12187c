import type { InputFieldBuilder } from '@pothos/core';
import { ClientCreatedEvent, ClientUpdatedEvent } from '../events/graphql.ts';
import type { Connection } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { ConnectionCategoryEnum, LanguageEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { encodeId, idOf, NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../refusals.ts';
import { createContact } from './create-contact.ts';
import { createIndividual } from './create-individual.ts';
import { createOrganization } from './create-organization.ts';
import { deleteContact } from './delete-contact.ts';
import {
  findConnectionByHashKey,
  loadConnection,
  loadConnections,
  loadContact,
  loadContactsOf,
} from './loaders.ts';
import { purgeConnection } from './purge-connection.ts';
import { restoreConnection } from './restore-connection.ts';
import { trashConnection } from './trash-connection.ts';
import { updateContact } from './update-contact.ts';
import { updateIndividual } from './update-individual.ts';
import { updateOrganization } from './update-organization.ts';

const typenameOf = { ORGANIZATION: 'Organization', INDIVIDUAL: 'Individual' } as const;

export function connectionId(globalId: string): string | null {
  return idOf(globalId, 'Organization', 'Individual');
}

interface PersonNameShape {
  firstName: string | null;
  lastName: string | null;
}

const PersonName = builder.objectRef<PersonNameShape>('PersonName').implement({
  fields: (t) => ({
    firstName: t.exposeString('firstName', { nullable: true }),
    lastName: t.exposeString('lastName', { nullable: true }),
  }),
});

const Address = builder
  .objectRef<Pick<Connection, 'street' | 'city' | 'state' | 'zipCode' | 'countryCode'>>('Address')
  .implement({
    fields: (t) => ({
      street: t.exposeString('street', { nullable: true }),
      city: t.exposeString('city', { nullable: true }),
      state: t.exposeString('state', { nullable: true }),
      zipCode: t.exposeString('zipCode', { nullable: true }),
      countryCode: t.expose('countryCode', { type: 'CountryCode', nullable: true }),
    }),
  });

interface CustomFieldShape {
  name: string;
  value: string;
}

const CustomField = builder.objectRef<CustomFieldShape>('CustomField').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
});

export const ConnectionInterface = builder.prismaInterface('Connection', {
  description:
    'A company, client or vendor that the account does business with; together they are its network. ' +
    '(Not a Relay page: those types are named after what they hold, `InvoiceConnection` and so on.)',
  interfaces: [NodeInterface],
  resolveType: (connection) => typenameOf[connection.category],
  fields: (t) => ({
    id: t.id({ resolve: ({ category, id }) => encodeId(typenameOf[category], id) }),
    hashKey: t.exposeString('hashKey'),
    displayName: t.exposeString('displayName'),
    businessEmail: t.expose('businessEmail', { type: 'EmailAddress' }),
    language: t.expose('language', { type: LanguageEnum }),
    currency: t.expose('currency', { type: 'Currency' }),
    address: t.field({ type: Address, resolve: (connection) => connection }),
    phone: t.exposeString('phone', { nullable: true }),
    fax: t.exposeString('fax', { nullable: true }),
    websiteUrl: t.expose('websiteUrl', { type: 'URL', nullable: true }),
    primaryContact: t.field({
      type: PersonName,
      nullable: true,
      description: 'The person to turn to: named for an organization, an individual itself.',
      resolve: primaryContactOf,
    }),
    customFields: t.field({
      type: [CustomField],
      resolve: ({ customFields }) => customFields as unknown as CustomFieldShape[],
    }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    trashedAt: t.expose('trashedAt', { type: 'DateTime', nullable: true }),
  }),
});

function primaryContactOf(connection: Connection): PersonNameShape | null {
  if (connection.category === 'INDIVIDUAL') return connection;
  const { primaryContactFirstName: firstName, primaryContactLastName: lastName } = connection;
  return firstName === null && lastName === null ? null : { firstName, lastName };
}

export const Organization = builder.prismaObject('Connection', {
  variant: 'Organization',
  description: 'A connection that is a company or another body.',
  interfaces: [NodeInterface, ConnectionInterface],
  fields: (t) => ({ name: t.string({ resolve: (connection) => connection.name! }) }),
});

export const Individual = builder.prismaObject('Connection', {
  variant: 'Individual',
  description: 'A connection that is a person.',
  interfaces: [NodeInterface, ConnectionInterface],
  fields: (t) => ({
    firstName: t.string({ resolve: (connection) => connection.firstName! }),
    lastName: t.string({ resolve: (connection) => connection.lastName! }),
  }),
});

for (const [category, typename] of Object.entries(typenameOf)) {
  registerNode(typename, async (context, id) => {
    const connection = await loadConnection(context, id);
    return connection?.category === category ? connection : null;
  });
}

export const ContactType = builder.prismaObject('Contact', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (contact) => encodeId('Contact', contact.id) }),
    connection: t.field({
      type: ConnectionInterface,
      resolve: async (contact, _, context) => (await loadConnection(context, contact.connectionId))!,
    }),
    firstName: t.exposeString('firstName'),
    lastName: t.exposeString('lastName', { nullable: true }),
    email: t.expose('email', { type: 'EmailAddress' }),
    mobile: t.exposeString('mobile', { nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});
registerNode('Contact', loadContact);

const ContactConnection = pageType('Contact', ContactType);
builder.prismaInterfaceField(ConnectionInterface, 'contacts', (t) =>
  t.field({
    type: ContactConnection,
    description: 'By first name.',
    args: { ...pageArgs(t.arg), direction: t.arg({ type: SortDirectionEnum, defaultValue: 'ASC' }) },
    resolve: (connection, args, context) => loadContactsOf(context, connection.id, args),
  }),
);

const ConnectionConnection = pageType('Connection', ConnectionInterface);

const ConnectionBy = builder.inputType('ConnectionBy', {
  isOneOf: true,
  fields: (t) => ({ id: t.id(), hashKey: t.string() }),
});

const ConnectionFilter = builder.inputType('ConnectionFilter', {
  description: 'What is left out does not matter; the rest must all hold.',
  fields: (t) => ({
    search: t.string({ description: 'Part of a name or email.' }),
    category: t.field({ type: ConnectionCategoryEnum }),
    trashed: t.boolean({ defaultValue: false, description: 'Only the trash.' }),
    updatedSince: t.field({ type: 'DateTime' }),
  }),
});

builder.queryFields((t) => ({
  connection: t.field({
    type: ConnectionInterface,
    nullable: true,
    args: { by: t.arg({ type: ConnectionBy, required: true }) },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findConnectionByHashKey(context, by.hashKey);
      const id = connectionId(by.id!);
      return id === null ? null : loadConnection(context, id);
    },
  }),
  connections: t.field({
    type: ConnectionConnection,
    nullable: true,
    description: 'By name.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: ConnectionFilter }),
      direction: t.arg({ type: SortDirectionEnum, defaultValue: 'ASC' }),
    },
    resolve: (_, args, context) => loadConnections(context, args),
  }),
  contact: t.field({
    type: ContactType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Contact');
      return id === null ? null : loadContact(context, id);
    },
  }),
}));

const subject = { type: ConnectionInterface, nullable: true } as const;
for (const event of [ClientCreatedEvent, ClientUpdatedEvent]) {
  builder.objectField(event, 'connection', (t) =>
    t.field({
      ...subject,
      description: 'As it is now; null once it is purged.',
      resolve: ({ connectionId: id }, _, context) => loadConnection(context, id!),
    }),
  );
}

// ---------------------------------------------------------------- mutations

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
    language: t.field({ type: LanguageEnum, required }),
    currency: t.field({ type: 'Currency', required }),
    address: t.field({ type: AddressInput }),
    phone: t.string(),
    fax: t.string(),
    websiteUrl: t.field({ type: 'URL' }),
    customFields: t.field({ type: [CustomFieldInput] }),
  };
}

function versionFields(t: InputFieldBuilder<Types, 'InputObject'>) {
  return {
    id: t.id({ required: true }),
    expectedVersion: t.int({
      description: 'Refused as `VersionConflict` when it is at another version by now.',
    }),
  };
}

const UPDATE_RULE = 'What is left out stays as it is; null clears what may be empty.';

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
  args: (arg) => ({ input: arg({ type: CreateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => createOrganization(actor, input),
  success: (t) => ({ connection: t.field({ type: Organization, resolve: (organization) => organization }) }),
  refusals: [InvalidInput],
});

addMutation('createIndividual', {
  args: (arg) => ({ input: arg({ type: CreateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => createIndividual(actor, input),
  success: (t) => ({ connection: t.field({ type: Individual, resolve: (individual) => individual }) }),
  refusals: [InvalidInput],
});

addMutation('updateOrganization', {
  args: (arg) => ({ input: arg({ type: UpdateOrganizationInput, required: true }) }),
  run: ({ actor }, { input }) => updateOrganization(actor, { ...input, id: idOf(input.id, 'Organization') }),
  success: (t) => ({ connection: t.field({ type: Organization, resolve: (organization) => organization }) }),
  refusals: [InvalidInput, NotFound, VersionConflict],
});

addMutation('updateIndividual', {
  args: (arg) => ({ input: arg({ type: UpdateIndividualInput, required: true }) }),
  run: ({ actor }, { input }) => updateIndividual(actor, { ...input, id: idOf(input.id, 'Individual') }),
  success: (t) => ({ connection: t.field({ type: Individual, resolve: (individual) => individual }) }),
  refusals: [InvalidInput, NotFound, VersionConflict],
});

addMutation('trashConnection', {
  description: 'To the trash: no new statements for it, nothing lost.',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => trashConnection(actor, connectionId(id)),
  success: (t) => ({
    connection: t.field({ type: ConnectionInterface, resolve: (connection) => connection }),
  }),
  refusals: [NotFound],
});

addMutation('restoreConnection', {
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => restoreConnection(actor, connectionId(id)),
  success: (t) => ({
    connection: t.field({ type: ConnectionInterface, resolve: (connection) => connection }),
  }),
  refusals: [NotFound],
});

addDeletion('purgeConnection', {
  description: 'For good, out of the trash, and only where no statement names it.',
  run: ({ actor }, id) => purgeConnection(actor, connectionId(id)),
  refusals: [NotFound, InvalidState],
});

addMutation('createContact', {
  args: (arg) => ({ input: arg({ type: CreateContactInput, required: true }) }),
  run: ({ actor }, { input }) =>
    createContact(actor, { ...input, connectionId: connectionId(input.connectionId) }),
  success: (t) => ({ contact: t.field({ type: ContactType, resolve: (contact) => contact }) }),
  refusals: [InvalidInput, NotFound],
});

addMutation('updateContact', {
  args: (arg) => ({ input: arg({ type: UpdateContactInput, required: true }) }),
  run: ({ actor }, { input }) => updateContact(actor, { ...input, id: idOf(input.id, 'Contact') }),
  success: (t) => ({ contact: t.field({ type: ContactType, resolve: (contact) => contact }) }),
  refusals: [InvalidInput, NotFound, VersionConflict],
});

addDeletion('deleteContact', {
  run: ({ actor }, id) => deleteContact(actor, idOf(id, 'Contact')),
  refusals: [NotFound],
});
