import type { Account, ApiKey } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { AbilityEnum, LanguageEnum, PlanEnum } from '../graphql/enums.ts';
import { encodeId, NodeInterface, registerNode, rowLoader } from '../graphql/nodes.ts';

const loadAccount = rowLoader<Account>('account', (context, ids) =>
  // The account is its own tenant: the only one to be had is the caller's.
  context.gateway.database.prisma.account.findMany({
    where: { id: { in: ids.filter((id) => id === context.actor.accountId) } },
  }),
);

const loadApiKey = rowLoader<ApiKey>('apiKey', (context, ids) =>
  context.gateway.database.prisma.apiKey.findMany({
    where: { accountId: context.actor.accountId, id: { in: [...ids] } },
  }),
);

const AccountType = builder.prismaObject('Account', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (account) => encodeId('Account', account.id) }),
    name: t.exposeString('name'),
    plan: t.expose('plan', { type: PlanEnum }),
    currency: t.expose('currency', { type: 'Currency' }),
    language: t.expose('language', { type: LanguageEnum }),
    replyTo: t.expose('replyTo', { type: 'EmailAddress', nullable: true }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});
registerNode('Account', loadAccount);

const ApiKeyType = builder.prismaObject('ApiKey', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (key) => encodeId('ApiKey', key.id) }),
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix'),
    abilities: t.expose('abilities', { type: [AbilityEnum] }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
});
registerNode('ApiKey', loadApiKey);

const Viewer = builder.objectRef<Context>('Viewer').implement({
  description: 'Who is calling.',
  fields: (t) => ({
    account: t.field({
      type: AccountType,
      resolve: async (context) => (await loadAccount(context, context.actor.accountId))!,
    }),
    apiKey: t.field({
      type: ApiKeyType,
      resolve: async (context) => (await loadApiKey(context, context.actor.apiKeyId))!,
    }),
  }),
});

builder.queryField('viewer', (t) => t.field({ type: Viewer, resolve: (_, _args, context) => context }));
