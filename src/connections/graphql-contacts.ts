import { builder } from '../graphql/builder.ts';
import { SortDirectionEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { VERSION_DESCRIPTION } from '../graphql/update-input.ts';
import { encodeId } from '../values/global-id.ts';
import { ConnectionInterface } from './graphql.ts';
import { loadConnection, loadContact, loadContactsOf } from './loaders.ts';

export const ContactType = builder.prismaObject('Contact', {
  description: 'A person at a connection. Statements are sent to all contacts of a connection by default.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (contact) => encodeId('Contact', contact.id) }),
    connection: t.field({
      type: ConnectionInterface,
      nullable: true,
      description: 'The connection that the contact belongs to.',
      resolve: (contact, _, context) => loadConnection(context, contact.connectionId),
    }),
    firstName: t.exposeString('firstName', { description: 'The first name.' }),
    lastName: t.exposeString('lastName', { nullable: true, description: 'The last name.' }),
    email: t.expose('email', {
      type: 'EmailAddress',
      description: 'The address that statements of the connection are sent to.',
    }),
    mobile: t.exposeString('mobile', { nullable: true, description: 'The mobile number, as entered.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'The telephone number, as entered.' }),
    version: t.exposeInt('version', { description: VERSION_DESCRIPTION }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the contact was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the contact was last changed.' }),
  }),
});
registerNode('Contact', { ability: 'CONNECTIONS_READ', load: loadContact });

const ContactConnection = pageType('Contact', ContactType);
builder.prismaInterfaceField(ConnectionInterface, 'contacts', (t) =>
  t.field({
    type: ContactConnection,
    nullable: true,
    description: 'The contacts of the connection, ordered by first name.',
    args: {
      ...pageArgs(t.arg),
      direction: t.arg({
        type: SortDirectionEnum,
        defaultValue: 'ASC',
        description: 'The direction of the order.',
      }),
    },
    resolve: (connection, args, context) => loadContactsOf(context, connection.id, args),
  }),
);
