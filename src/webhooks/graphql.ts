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
  description: 'A completed attempt to deliver an event.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When the attempt started.' }),
    statusCode: t.exposeInt('statusCode', {
      nullable: true,
      description: 'The HTTP status of the response. Null if there was no response.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the attempt failed, as an English sentence. Null if it succeeded.',
    }),
    durationMs: t.exposeInt('durationMs', {
      description: 'How long the attempt took, in milliseconds. An attempt times out after 15 seconds.',
    }),
  }),
});

export const WebhookDeliveryType = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description: 'The delivery of one event to one webhook, with all its attempts.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({
      description:
        'The global ID of the delivery. ' +
        'Every attempt sends it as the `webhook-id` header, so that the receiver can recognize repeats.',
      resolve: ({ id }) => encodeId('WebhookDelivery', id),
    }),
    webhook: t.field({
      type: WebhookType,
      nullable: true,
      description: 'The webhook that receives the event.',
      resolve: ({ webhookId }, _, context) => loadWebhook(context, webhookId),
    }),
    event: t.field({
      type: EventInterface,
      nullable: true,
      description: 'The event that is delivered.',
      resolve: ({ eventSeq }, _, context) => loadEventAt(context, eventSeq),
    }),
    state: t.expose('state', {
      type: WebhookDeliveryStateEnum,
      description: 'Whether the event was delivered, is pending, or failed permanently.',
    }),
    attempts: t.field({
      type: [WebhookAttemptType],
      description: `The attempts that have ended, in order: at most ${WEBHOOK_BACKOFF.scheduleMs.length + 1} until it is retried by hand.`,
      resolve: ({ id }, _, context) => loadAttemptsOf(context, id),
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next attempt is due. Due deliveries of earlier events go first. Null if no attempt follows.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the delivery was queued.' }),
  }),
});
registerNode('WebhookDelivery', { ability: 'WEBHOOKS_READ', load: loadWebhookDelivery });

const WebhookDeliveryConnection = pageType('WebhookDelivery', WebhookDeliveryType);

WebhookType.implement({
  description:
    'A URL that receives events of the account as signed POST requests, as specified by Standard Webhooks 1.0. ' +
    'Each event is delivered at least once, in log order except for retries.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID of the webhook.',
      resolve: ({ id }) => encodeId('Webhook', id),
    }),
    url: t.expose('url', { type: 'URL', description: 'The URL that receives the events.' }),
    events: t.expose('events', {
      type: [EventTypeEnum],
      description: 'The types of events that are delivered.',
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'A note on the purpose of the webhook. Null if there is none.',
    }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the webhook was disabled, by `updateWebhook` or because the receiver responded 410 (Gone). ' +
        'Null if it is enabled.',
    }),
    previousSecretExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when requests are also signed with the secret replaced by the last rotation. Null if they are not.',
      resolve: ({ previousSecretExpiresAt: until }, _, { gateway }) =>
        until && until > gateway.clock.now() ? until : null,
    }),
    version: t.exposeInt('version', {
      description:
        'Increases by one with each update, and when a 410 response disables the webhook. ' +
        'Pass it as `expectedVersion` to update only this version.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the webhook was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the webhook was last updated or disabled, or its secret rotated.',
    }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      nullable: true,
      description:
        'The deliveries of the webhook, newest event first. A delivery is stored as long as its event.',
      args: {
        ...pageArgs(t.arg),
        states: t.arg({
          type: [WebhookDeliveryStateEnum],
          description: 'Returns only deliveries in these states. Defaults to all states.',
        }),
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
    description: 'Returns a webhook by its ID. Null if the account has no such webhook.',
    args: { id: t.arg.id({ required: true, description: 'The global ID of the webhook.' }) },
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
