import type { MessageTemplate } from '../generated/prisma/client.ts';
import { needs } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context, RateLimitStatus } from '../graphql/context.ts';
import { DeliveryKindEnum, LanguageEnum, PlanEnum } from '../graphql/enums.ts';
import { addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { UPDATE_RULE } from '../graphql/update-input.ts';
import { InvalidInput, VersionConflict } from '../values/errors.ts';
import { encodeId } from '../values/global-id.ts';
import type { Template } from './default-templates.ts';
import { effectiveTemplates, MAX_TEMPLATES } from './find-template.ts';
import { ApiKeyType } from './graphql-api-keys.ts';
import { loadAccount, loadApiKey } from './loaders.ts';
import { PLACEHOLDERS } from './placeholders.ts';
import { updateAccount } from './update-account.ts';

const loadOwnTemplates = (context: Context, accountId: string): Promise<MessageTemplate[]> =>
  loadChildren<MessageTemplate, MessageTemplate[]>(
    context,
    accountId,
    {
      name: 'messageTemplates',
      sql: 'SELECT * FROM "MessageTemplate" WHERE "accountId" = $1 AND "accountId" = ANY($2::uuid[])',
      parent: 'accountId',
    },
    (rows) => rows,
  );

const written = (names: readonly string[]) => names.map((name) => `\`{{${name}}}\``).join(', ');

const MessageTemplateType = builder.objectRef<Template>('MessageTemplate').implement({
  description:
    'What a message says when its sender says nothing; `{{statementNo}}` and the like stand for the ' +
    `statement's own values. There are ${written(PLACEHOLDERS.STATEMENT)}; a receipt has ` +
    `${written(PLACEHOLDERS.RECEIPT.slice(PLACEHOLDERS.STATEMENT.length))} besides.`,
  fields: (t) => ({
    kind: t.expose('kind', { type: DeliveryKindEnum }),
    language: t.expose('language', {
      type: LanguageEnum,
      description: 'It is taken for clients of this language.',
    }),
    subject: t.exposeString('subject'),
    message: t.exposeString('message'),
  }),
});

const AccountType = builder.prismaObject('Account', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (account) => encodeId('Account', account.id) }),
    name: t.exposeString('name'),
    plan: t.expose('plan', { type: PlanEnum }),
    currency: t.expose('currency', { type: 'Currency' }),
    language: t.expose('language', { type: LanguageEnum }),
    replyTo: t.expose('replyTo', { type: 'EmailAddress', nullable: true }),
    messageTemplates: t.field({
      type: [MessageTemplateType],
      description:
        "The account's own, and for each kind that has none in the account's language the built-in one. " +
        'There is a built-in one in every language. What a built-in one says here it says of an invoice; ' +
        `of an estimate it says the like. At most ${MAX_TEMPLATES}.`,
      resolve: async (account, _, context) =>
        effectiveTemplates(await loadOwnTemplates(context, account.id), account.language),
    }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});
registerNode('Account', { ability: null, load: (context, id) => loadAccount(context, id) });

const RateLimit = builder.objectRef<RateLimitStatus>('RateLimit').implement({
  description: "The account's requests of an hour, this one counted.",
  fields: (t) => ({
    limit: t.exposeInt('limit'),
    remaining: t.exposeInt('remaining'),
    resetAt: t.expose('resetAt', { type: 'DateTime', description: 'All of them are there again.' }),
  }),
});

const Viewer = builder.objectRef<Context>('Viewer').implement({
  description: 'Who is calling.',
  fields: (t) => ({
    account: t.field({
      type: AccountType,
      resolve: async (context) => (await loadAccount(context, context.actor.accountId))!,
    }),
    apiKey: t.field({
      type: ApiKeyType,
      // Its own, which it may always see.
      extensions: needs(null),
      resolve: async (context) => (await loadApiKey(context, context.actor.apiKeyId))!,
    }),
    rateLimit: t.field({ type: RateLimit, resolve: ({ rateLimitStatus }) => rateLimitStatus! }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, extensions: needs(null), resolve: (_, _args, context) => context }),
);

const MessageTemplateInput = builder.inputType('MessageTemplateInput', {
  fields: (t) => ({
    kind: t.field({
      type: DeliveryKindEnum,
      required: true,
      description:
        'A `STATEMENT` is an invoice or an estimate: `{{statementType}}` says which. A `REMINDER` without ' +
        '`{{statementType}}` is only for invoices.',
    }),
    language: t.field({ type: LanguageEnum, required: true }),
    subject: t.string({ required: true, description: 'One line, of 255 characters at most.' }),
    message: t.string({ required: true, description: 'Plain text, of 10,000 characters at most.' }),
  }),
});

const UpdateAccountInput = builder.inputType('UpdateAccountInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    expectedVersion: t.int({
      description: 'Refused as `VersionConflict` when it is at another version by now.',
    }),
    name: t.string(),
    currency: t.field({ type: 'Currency' }),
    language: t.field({ type: LanguageEnum }),
    replyTo: t.field({ type: 'EmailAddress' }),
    messageTemplates: t.field({
      type: [MessageTemplateInput],
      description:
        "All of the account's own, each kind and language once; an empty list goes back to the built-in " +
        'ones. A built-in one that is given as it was shown stays the built-in one.',
    }),
  }),
});

addMutation('updateAccount', {
  ability: 'ACCOUNT_WRITE',
  args: (arg) => ({ input: arg({ type: UpdateAccountInput, required: true }) }),
  run: ({ actor }, { input }) => updateAccount(actor, input),
  success: (t) => ({ account: t.field({ type: AccountType, resolve: (account) => account }) }),
  errors: [InvalidInput, VersionConflict],
});
