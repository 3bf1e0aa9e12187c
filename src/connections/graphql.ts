import { ClientCreatedEvent, ClientUpdatedEvent } from '../events/graphql.ts';
import type { Connection } from '../generated/prisma/client.ts';
import { readWith } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { LanguageEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { VERSION_DESCRIPTION } from '../graphql/update-input.ts';
import { CONNECTION_TYPENAMES, encodeId, idOf } from '../values/global-id.ts';
import { MAX_CUSTOM_FIELDS } from './connection-input.ts';
import { loadConnection } from './loaders.ts';

export function connectionId(globalId: string): string | null {
  return idOf(globalId, 'Organization', 'Individual');
}

interface PersonNameShape {
  firstName: string | null;
  lastName: string | null;
}

const PersonName = builder.objectRef<PersonNameShape>('PersonName').implement({
  description: 'The name of a person.',
  fields: (t) => ({
    firstName: t.exposeString('firstName', {
      nullable: true,
      description: 'The first name. Null if only the last name is known.',
    }),
    lastName: t.exposeString('lastName', {
      nullable: true,
      description: 'The last name. Null if only the first name is known.',
    }),
  }),
});

const Address = builder
  .objectRef<Pick<Connection, 'street' | 'city' | 'state' | 'zipCode' | 'countryCode'>>('Address')
  .implement({
    description: 'A postal address. Each part is null if it is not set.',
    fields: (t) => ({
      street: t.exposeString('street', {
        nullable: true,
        description: 'The street and house number, possibly in several lines.',
      }),
      city: t.exposeString('city', { nullable: true, description: 'The city or town.' }),
      state: t.exposeString('state', { nullable: true, description: 'The state, province or region.' }),
      zipCode: t.exposeString('zipCode', { nullable: true, description: 'The postal code.' }),
      countryCode: t.expose('countryCode', {
        type: 'CountryCode',
        nullable: true,
        description: 'The country.',
      }),
    }),
  });

interface CustomFieldShape {
  name: string;
  value: string;
}

const CustomField = builder.objectRef<CustomFieldShape>('CustomField').implement({
  description: 'A custom field of a connection, for data of your own such as a customer number.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The label of the field. Not necessarily unique.' }),
    value: t.exposeString('value', { description: 'The text of the field. May be empty.' }),
  }),
});

export const ConnectionInterface = builder.prismaInterface('Connection', {
  description:
    'A company or person that the account does business with. ' +
    'Not to be confused with a page of a list, such as `InvoiceConnection`.',
  interfaces: [NodeInterface],
  resolveType: (connection) => CONNECTION_TYPENAMES[connection.category],
  fields: (t) => ({
    id: t.id({ resolve: ({ category, id }) => encodeId(CONNECTION_TYPENAMES[category], id) }),
    hashKey: t.exposeString('hashKey', {
      description:
        'A short, unguessable key that `connection(by: {hashKey})` finds the connection by. It never changes.',
    }),
    displayName: t.exposeString('displayName', {
      description: "An organization's name, or an individual's first and last name.",
    }),
    businessEmail: t.expose('businessEmail', {
      type: 'EmailAddress',
      description: 'The address that receives statements if the connection has no contacts.',
    }),
    language: t.expose('language', {
      type: LanguageEnum,
      description: 'The language of the emails, documents and pages for the connection.',
    }),
    currency: t.expose('currency', {
      type: 'Currency',
      description: 'The default currency of new statements for the connection.',
    }),
    address: t.field({
      type: Address,
      description: 'The postal address. Its parts are null if no address is set.',
      resolve: (connection) => connection,
    }),
    phone: t.exposeString('phone', { nullable: true, description: 'The telephone number, as entered.' }),
    fax: t.exposeString('fax', { nullable: true, description: 'The fax number, as entered.' }),
    websiteUrl: t.expose('websiteUrl', { type: 'URL', nullable: true, description: 'The website.' }),
    primaryContact: t.field({
      type: PersonName,
      nullable: true,
      description:
        'The person to contact. For an individual, the individual. Null for an organization that names nobody.',
      resolve: primaryContactOf,
    }),
    customFields: t.field({
      type: [CustomField],
      description: `The custom fields in the order in which they were given, at most ${MAX_CUSTOM_FIELDS}.`,
      resolve: ({ customFields }) => customFields as unknown as CustomFieldShape[],
    }),
    version: t.exposeInt('version', { description: VERSION_DESCRIPTION }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the connection was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the connection was last changed, or moved to or out of the trash.',
    }),
    trashedAt: t.expose('trashedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the connection was moved to the trash. Null if it is not in the trash.',
    }),
  }),
});

function primaryContactOf(connection: Connection): PersonNameShape | null {
  if (connection.category === 'INDIVIDUAL') return connection;
  const { primaryContactFirstName: firstName, primaryContactLastName: lastName } = connection;
  return firstName === null && lastName === null ? null : { firstName, lastName };
}

export const Organization = builder.prismaObject('Connection', {
  variant: 'Organization',
  description: 'A connection that is a company or other organization.',
  interfaces: [NodeInterface, ConnectionInterface],
  fields: (t) => ({
    name: t.string({
      description: 'The name of the organization.',
      resolve: (connection) => connection.name!,
    }),
  }),
});

export const Individual = builder.prismaObject('Connection', {
  variant: 'Individual',
  description: 'A connection that is a person.',
  interfaces: [NodeInterface, ConnectionInterface],
  fields: (t) => ({
    firstName: t.string({
      description: 'The first name.',
      resolve: (connection) => connection.firstName!,
    }),
    lastName: t.string({
      description: 'The last name.',
      resolve: (connection) => connection.lastName!,
    }),
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

for (const event of [ClientCreatedEvent, ClientUpdatedEvent]) {
  builder.objectField(event, 'connection', (t) =>
    t.field({
      type: ConnectionInterface,
      nullable: true,
      description: 'The connection as it is now. Null after it was purged.',
      resolve: ({ connectionId: id }, _, context) => loadConnection(context, id!),
    }),
  );
}
