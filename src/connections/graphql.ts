import { ClientCreatedEvent, ClientUpdatedEvent } from '../events/graphql.ts';
import type { Connection } from '../generated/prisma/client.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { ConnectionCategoryEnum, LanguageEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { CONNECTION_TYPENAMES, encodeId, idOf } from '../values/global-id.ts';
import { MAX_CUSTOM_FIELDS } from './connection-input.ts';
import {
  findConnectionByHashKey,
  loadConnection,
  loadConnections,
  loadContact,
  loadContactsOf,
} from './loaders.ts';

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
  resolveType: (connection) => CONNECTION_TYPENAMES[connection.category],
  fields: (t) => ({
    id: t.id({ resolve: ({ category, id }) => encodeId(CONNECTION_TYPENAMES[category], id) }),
    hashKey: t.exposeString('hashKey', {
      description: 'A short, unguessable key, by which `connection(by:)` finds it.',
    }),
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
      description: `At most ${MAX_CUSTOM_FIELDS}.`,
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

readWith('CONNECTIONS_READ', 'Connection');
for (const [category, typename] of Object.entries(CONNECTION_TYPENAMES)) {
  registerNode(typename, {
    ability: 'CONNECTIONS_READ',
    load: async (context, id) => {
      const connection = await loadConnection(context, id);
      return connection?.category === category ? connection : null;
    },
  });
}

export const ContactType = builder.prismaObject('Contact', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (contact) => encodeId('Contact', contact.id) }),
    connection: t.field({
      type: ConnectionInterface,
      nullable: true,
      resolve: (contact, _, context) => loadConnection(context, contact.connectionId),
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
registerNode('Contact', { ability: 'CONNECTIONS_READ', load: loadContact });

const ContactConnection = pageType('Contact', ContactType);
builder.prismaInterfaceField(ConnectionInterface, 'contacts', (t) =>
  t.field({
    type: ContactConnection,
    nullable: true,
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
