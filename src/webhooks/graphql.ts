import { EventInterface } from '../events/graphql.ts';
import type { WebhookAttempt, WebhookDelivery } from '../generated/prisma/client.ts';
import { needs } from '../graphql/abilities.ts';
import { builder } from '../graphql/builder.ts';
import { EventTypeEnum, WebhookDeliveryStateEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { MAX_WEBHOOKS } from './create-webhook.ts';
import {
  loadAttemptsOf,
  loadDeliveriesOf,
  loadEventAt,
  loadWebhook,
  loadWebhookDelivery,
  loadWebhooks,
} from './loaders.ts';
import type { PublicWebhook } from './public-webhook.ts';
import { WEBHOOK_BACKOFF } from './webhook-backoff.ts';

export const WebhookType = builder.objectRef<PublicWebhook>('Webhook');

const WebhookAttemptType = builder.objectRef<WebhookAttempt>('WebhookAttempt').implement({
  description: 'One attempt to deliver, once it has ended.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    statusCode: t.exposeInt('statusCode', { nullable: true, description: 'Null where there was no answer.' }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why it failed, for people; null where it did not.',
    }),
    durationMs: t.exposeInt('durationMs'),
  }),
});

export const WebhookDeliveryType = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description: 'One event for one webhook. Its id is the `webhook-id` of each attempt.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('WebhookDelivery', id) }),
    webhook: t.field({
      type: WebhookType,
      nullable: true,
      resolve: ({ webhookId }, _, context) => loadWebhook(context, webhookId),
    }),
    event: t.field({
      type: EventInterface,
      nullable: true,
      resolve: ({ eventSeq }, _, context) => loadEventAt(context, eventSeq),
    }),
    state: t.expose('state', { type: WebhookDeliveryStateEnum }),
    attempts: t.field({
      type: [WebhookAttemptType],
      description: `The attempts that have ended, in order: at most ${WEBHOOK_BACKOFF.scheduleMs.length + 1} until it is retried by hand.`,
      resolve: ({ id }, _, context) => loadAttemptsOf(context, id),
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it is due; what comes before it in the log, and is due as well, goes first. Null where it is not to be tried any more.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});
registerNode('WebhookDelivery', { ability: 'WEBHOOKS_READ', load: loadWebhookDelivery });

const WebhookDeliveryConnection = pageType('WebhookDelivery', WebhookDeliveryType);

WebhookType.implement({
  description:
    "An address that is told of the account's events, by POST, as Standard Webhooks 1.0 says: signed, in their order, each once at least.",
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Webhook', id) }),
    url: t.expose('url', { type: 'URL' }),
    events: t.expose('events', { type: [EventTypeEnum], description: 'What it is told of.' }),
    description: t.exposeString('description', { nullable: true }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'Since then it is told of nothing: by `updateWebhook`, or because the receiver answered 410 (Gone).',
    }),
    previousSecretExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until then what is sent is signed with the secret that the last rotation has replaced, too; null where it is not.',
      resolve: ({ previousSecretExpiresAt: until }, _, { gateway }) =>
        until && until > gateway.clock.now() ? until : null,
    }),
    version: t.exposeInt('version', {
      description: 'Counts the edits; give it back as `expectedVersion`.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      nullable: true,
      description: "The newest event's first. They are kept as long as their events are.",
      args: {
        ...pageArgs(t.arg),
        states: t.arg({ type: [WebhookDeliveryStateEnum], description: 'Only these; all when left out.' }),
      },
      resolve: ({ id }, args, context) => loadDeliveriesOf(context, id, args),
    }),
  }),
});
registerNode('Webhook', { ability: 'WEBHOOKS_READ', load: loadWebhook });

builder.queryFields((t) => ({
  webhook: t.field({
    type: WebhookType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Webhook');
      return id === null ? null : loadWebhook(context, id);
    },
  }),
  webhooks: t.field({
    type: [WebhookType],
    nullable: true,
    description: `All webhooks of the account, oldest first: at most ${MAX_WEBHOOKS}.`,
    extensions: needs('WEBHOOKS_READ'),
    resolve: (_, _args, context) => loadWebhooks(context),
  }),
}));
