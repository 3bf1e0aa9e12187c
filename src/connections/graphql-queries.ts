import { builder } from '../graphql/builder.ts';
import { ConnectionCategoryEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { idOf } from '../values/global-id.ts';
import { ConnectionInterface, connectionId } from './graphql.ts';
import { ContactType } from './graphql-contacts.ts';
import { findConnectionByHashKey, loadConnection, loadConnections, loadContact } from './loaders.ts';

const ConnectionConnection = pageType('Connection', ConnectionInterface);

const ConnectionBy = builder.inputType('ConnectionBy', {
  description: 'Selects a connection by exactly one of its keys.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The ID of the connection.' }),
    hashKey: t.string({ description: 'The `hashKey` of the connection.' }),
  }),
});

const ConnectionFilter = builder.inputType('ConnectionFilter', {
  description: 'Selects connections. All given conditions must match.',
  fields: (t) => ({
    search: t.string({
      description: 'Connections whose `displayName` or `businessEmail` contains this text, ignoring case.',
    }),
    category: t.field({
      type: ConnectionCategoryEnum,
      description: 'Only organizations, or only individuals.',
    }),
    trashed: t.boolean({
      defaultValue: false,
      description: 'Returns the connections in the trash, instead of those that are not.',
    }),
    updatedSince: t.field({
      type: 'DateTime',
      description: 'Connections changed at this instant or later.',
    }),
  }),
});

builder.queryFields((t) => ({
  connection: t.field({
    type: ConnectionInterface,
    nullable: true,
    description: 'Finds a connection, also in the trash. Null if the account has no such connection.',
    args: {
      by: t.arg({ type: ConnectionBy, required: true, description: 'The key to find the connection by.' }),
    },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findConnectionByHashKey(context, by.hashKey);
      const id = connectionId(by.id!);
      return id === null ? null : loadConnection(context, id);
    },
  }),
  connections: t.field({
    type: ConnectionConnection,
    nullable: true,
    description: "The account's connections, ordered by `displayName`.",
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: ConnectionFilter,
        description: 'Returns matching connections only. Defaults to those that are not in the trash.',
      }),
      direction: t.arg({
        type: SortDirectionEnum,
        defaultValue: 'ASC',
        description: 'The direction of the order.',
      }),
    },
    resolve: (_, args, context) => loadConnections(context, args),
  }),
  contact: t.field({
    type: ContactType,
    nullable: true,
    description: 'Finds a contact by its ID. Null if the account has no such contact.',
    args: { id: t.arg.id({ required: true, description: 'The ID of the contact.' }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Contact');
      return id === null ? null : loadContact(context, id);
    },
  }),
}));
