import { builder, type Types } from '../graphql/builder.ts';
import { EventTypeEnum } from '../graphql/enums.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { InvalidInput, InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteAllWebhooks } from './delete-all-webhooks.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { WebhookDeliveryType, WebhookType } from './graphql.ts';
import type { WebhookWithSecret } from './public-webhook.ts';
import { retryWebhookDelivery } from './retry-webhook-delivery.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { updateWebhook } from './update-webhook.ts';

const ability = 'WEBHOOKS_WRITE';

const URL_DESCRIPTION =
  'The URL that receives the events: https, on a public host, at most 2,048 characters, without user name and password. ' +
  'Fails with `INVALID_URL`, `NOT_HTTPS`, `NOT_PUBLIC` or `HAS_CREDENTIALS`.';

const EVENTS_DESCRIPTION =
  'The types of events to deliver: at least one. A type that is given twice fails with `DUPLICATE`.';

const NOTE_DESCRIPTION = 'A note on the purpose of the webhook: one line of at most 250 characters.';

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A new webhook.',
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: URL_DESCRIPTION }),
    events: t.field({
      type: [EventTypeEnum],
      required: true,
      description: EVENTS_DESCRIPTION,
    }),
    description: t.string({ description: NOTE_DESCRIPTION }),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    url: t.field({
      type: 'URL',
      description: `${URL_DESCRIPTION} Pending deliveries go to the new URL.`,
    }),
    events: t.field({
      type: [EventTypeEnum],
      description: `${EVENTS_DESCRIPTION} Replaces the current types.`,
    }),
    description: t.string({ description: NOTE_DESCRIPTION }),
    enabled: t.boolean({
      description:
        '`false` disables the webhook: pending deliveries become `FAILED`. ' +
        '`true` enables it, starting with the next event: events in between are never delivered.',
    }),
  }),
});

const withSecret = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, WebhookWithSecret>) => ({
  webhook: t.field({
    type: WebhookType,
    description: 'The webhook that the secret belongs to.',
    resolve: ({ webhook }) => webhook,
  }),
  secret: t.exposeString('secret', {
    description:
      'The secret (`whsec_…`) to verify the signatures of requests with. Store it now: no query returns it.',
  }),
});

const successDescription = 'The webhook and its new secret.';

addMutation('createWebhook', {
  description:
    'Creates a webhook, which receives events from now on. ' +
    'Fails with `InvalidInput` (`TOO_MANY`) if the account has 50 webhooks.',
  isSecret: true,
  ability,
  args: (arg) => ({ input: arg({ type: CreateWebhookInput, required: true }) }),
  run: ({ actor }, { input }) => createWebhook(actor, input),
  success: withSecret,
  successDescription,
  errors: [InvalidInput],
});

addMutation('updateWebhook', {
  description: 'Updates, disables or enables a webhook.',
  ability,
  args: (arg) => ({ input: arg({ type: UpdateWebhookInput, required: true }) }),
  run: ({ actor }, { input }) => updateWebhook(actor, { ...input, id: idOf(input.id, 'Webhook') }),
  success: (t) => ({
    webhook: t.field({
      type: WebhookType,
      description: 'The webhook after the update.',
      resolve: (webhook) => webhook,
    }),
  }),
  errors: [InvalidInput, NotFound, VersionConflict],
});

addDeletion('deleteWebhook', {
  description: 'Permanently deletes a webhook and its deliveries. Pending deliveries are not sent.',
  ability,
  run: ({ actor }, id) => deleteWebhook(actor, idOf(id, 'Webhook')),
  errors: [NotFound],
});

addMutation('deleteAllWebhooks', {
  description:
    'Permanently deletes all webhooks of the account and their deliveries. Pending deliveries are not sent.',
  ability,
  args: () => ({}),
  run: ({ actor }) => deleteAllWebhooks(actor),
  success: (t) => ({
    deletedCount: t.exposeInt('deletedCount', {
      description: 'How many webhooks were deleted: 0 if there were none.',
    }),
  }),
  // Never returned today: with an error in the union, callers can select `... on Error` before there is one.
  errors: [InvalidState],
});

addMutation('rotateWebhookSecret', {
  description:
    'Replaces the secret of a webhook. For 24 hours (`previousSecretExpiresAt`), or until the next rotation, requests ' +
    'are signed with both secrets, so that the receiver has time to switch.',
  isSecret: true,
  ability,
  args: (arg) => ({ id: arg.id({ required: true, description: 'The ID of the webhook.' }) }),
  run: ({ actor }, { id }) => rotateWebhookSecret(actor, idOf(id, 'Webhook')),
  success: withSecret,
  successDescription,
  errors: [NotFound],
});

addMutation('retryWebhookDelivery', {
  description:
    'Redelivers immediately, even if already delivered, with a fresh set of retries. ' +
    'Fails with `InvalidState` (`DISABLED`) if the webhook is disabled.',
  ability,
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => retryWebhookDelivery(actor, idOf(id, 'WebhookDelivery')),
  success: (t) => ({
    delivery: t.field({
      type: WebhookDeliveryType,
      description: 'The delivery, which is `PENDING` again.',
      resolve: (delivery) => delivery,
    }),
  }),
  errors: [NotFound, InvalidState],
});
