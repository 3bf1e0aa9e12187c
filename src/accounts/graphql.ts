import type { MessageTemplate } from '../generated/prisma/client.ts';
import { needs } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import type { Context, RateLimitStatus } from '../graphql/context.ts';
import { DeliveryKindEnum, LanguageEnum, PlanEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { VERSION_DESCRIPTION } from '../graphql/update-input.ts';
import { encodeId } from '../values/global-id.ts';
import type { Template } from './default-templates.ts';
import { effectiveTemplates, MAX_TEMPLATES } from './find-template.ts';
import { ApiKeyType } from './graphql-api-keys.ts';
import { loadAccount, loadApiKey } from './loaders.ts';
import { PLACEHOLDERS } from './placeholders.ts';

async function loadOwnTemplates(context: Context, accountId: string): Promise<MessageTemplate[]> {
  context.throwIfAborted();
  return context.prisma.messageTemplate.findMany({ where: { accountId } });
}

const written = (names: readonly string[]) => names.map((name) => `\`{{${name}}}\``).join(', ');

const MessageTemplateType = builder.objectRef<Template>('MessageTemplate').implement({
  description:
    'The subject and text of emails that are sent without their own. Each email replaces the placeholders by values of ' +
    `its statement: ${written(PLACEHOLDERS.STATEMENT)}. A receipt also has ` +
    `${written(PLACEHOLDERS.RECEIPT.slice(PLACEHOLDERS.STATEMENT.length))}. A value that the statement lacks is empty.`,
  fields: (t) => ({
    kind: t.expose('kind', {
      type: DeliveryKindEnum,
      description: 'The kind of email that uses the template.',
    }),
    language: t.expose('language', {
      type: LanguageEnum,
      description: 'The language of the clients whose emails use the template.',
    }),
    subject: t.exposeString('subject', { description: 'The subject line, with placeholders.' }),
    message: t.exposeString('message', { description: 'The body as plain text, with placeholders.' }),
  }),
});

export const AccountType = builder.prismaObject('Account', {
  description:
    'A tenant of the gateway. Every object belongs to one account, and an API key reads and changes only its own account.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID of the account.',
      resolve: (account) => encodeId('Account', account.id),
    }),
    name: t.exposeString('name', {
      description: 'The name of the business: the sender of emails, and the issuer on public pages and PDFs.',
    }),
    plan: t.expose('plan', { type: PlanEnum, description: 'The plan, which sets the rate limits.' }),
    currency: t.expose('currency', {
      type: 'Currency',
      description: 'The default currency of new connections.',
    }),
    language: t.expose('language', {
      type: LanguageEnum,
      description:
        'The default language of new connections, and the language of built-in `messageTemplates`.',
    }),
    replyTo: t.expose('replyTo', {
      type: 'EmailAddress',
      nullable: true,
      description:
        'The address that replies to emails go to, also shown on PDFs. If null, emails have no `Reply-To` header.',
    }),
    messageTemplates: t.field({
      type: [MessageTemplateType],
      description:
        "The templates of the account, and the built-in template of each kind that has none in the account's `language`. " +
        'A client of another language gets a template of that language: the one of the account, or else the built-in one. ' +
        'Built-in templates are returned as for invoices; estimates have their own texts. ' +
        `At most ${MAX_TEMPLATES} templates, by kind and language.`,
      resolve: async (account, _, context) =>
        effectiveTemplates(await loadOwnTemplates(context, account.id), account.language),
    }),
    version: t.exposeInt('version', {
      description: VERSION_DESCRIPTION,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the account was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the settings or message templates last changed.',
    }),
  }),
});
registerNode('Account', { ability: null, load: (context, id) => loadAccount(context, id) });

const RateLimit = builder.objectRef<RateLimitStatus>('RateLimit').implement({
  description:
    'The hourly rate limit, shared by all API keys of the account. ' +
    'An operation counts as one request for every 100 points of its cost, rounded up.',
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'How many requests the account may make in an hour.' }),
    remaining: t.exposeInt('remaining', {
      description: 'How many requests are left in the current window, after this one.',
    }),
    resetAt: t.expose('resetAt', {
      type: 'DateTime',
      description: 'When the window resets, and `remaining` with it.',
    }),
  }),
});

const Viewer = builder.objectRef<Context>('Viewer').implement({
  description: 'The caller: an API key and its account.',
  fields: (t) => ({
    account: t.field({
      type: AccountType,
      description: 'The account of the API key. Every key may read it.',
      resolve: async (context) => (await loadAccount(context, context.actor.accountId))!,
    }),
    apiKey: t.field({
      type: ApiKeyType,
      description: 'The API key of this request. A key may always read itself.',
      // Its own, which it may always see.
      extensions: needs(null),
      resolve: async (context) => (await loadApiKey(context, context.actor.apiKeyId))!,
    }),
    rateLimit: t.field({
      type: RateLimit,
      description: 'The hourly rate limit, including this request.',
      resolve: ({ rateLimitStatus }) => rateLimitStatus!,
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'Returns the caller: its account, API key and rate limit. Every key may read it.',
    extensions: needs(null),
    resolve: (_, _args, context) => context,
  }),
);
