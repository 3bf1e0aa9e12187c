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
  'An https address on the public internet, without a login in it: `NOT_HTTPS`, `NOT_PUBLIC`, `HAS_CREDENTIALS`.';

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: URL_DESCRIPTION }),
    events: t.field({
      type: [EventTypeEnum],
      required: true,
      description: 'What it is to be told of: one at least, each once.',
    }),
    description: t.string(),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    url: t.field({
      type: 'URL',
      description: `${URL_DESCRIPTION} What is pending goes to the new one.`,
    }),
    events: t.field({ type: [EventTypeEnum] }),
    description: t.string(),
    enabled: t.boolean({
      description:
        'False gives up what is pending; true begins with what happens from now on. What happens in between is not told.',
    }),
  }),
});

const withSecret = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, WebhookWithSecret>) => ({
  webhook: t.field({ type: WebhookType, resolve: ({ webhook }) => webhook }),
  secret: t.exposeString('secret', { description: '`whsec_…`: what is sent is signed with it.' }),
});

const successDescription = 'The secret is shown this once.';

addMutation('createWebhook', {
  description: 'Tells of what happens from now on.',
  isSecret: true,
  ability,
  args: (arg) => ({ input: arg({ type: CreateWebhookInput, required: true }) }),
  run: ({ actor }, { input }) => createWebhook(actor, input),
  success: withSecret,
  successDescription,
  errors: [InvalidInput],
});

addMutation('updateWebhook', {
  ability,
  args: (arg) => ({ input: arg({ type: UpdateWebhookInput, required: true }) }),
  run: ({ actor }, { input }) => updateWebhook(actor, { ...input, id: idOf(input.id, 'Webhook') }),
  success: (t) => ({ webhook: t.field({ type: WebhookType, resolve: (webhook) => webhook }) }),
  errors: [InvalidInput, NotFound, VersionConflict],
});

addDeletion('deleteWebhook', {
  description: 'For good, with its deliveries: what is pending is not sent any more.',
  ability,
  run: ({ actor }, id) => deleteWebhook(actor, idOf(id, 'Webhook')),
  errors: [NotFound],
});

addMutation('deleteAllWebhooks', {
  description: 'For good, with their deliveries.',
  ability,
  args: () => ({}),
  run: ({ actor }) => deleteAllWebhooks(actor),
  success: (t) => ({ deletedCount: t.exposeInt('deletedCount') }),
  // Never returned today: with an error in the union, callers can select `... on Error` before there is one.
  errors: [InvalidState],
});

addMutation('rotateWebhookSecret', {
  description:
    'Another secret for the same webhook. For 24 hours, until `previousSecretExpiresAt` or the next rotation, what is ' +
    'sent is signed with both, so that the receiver has time to change over.',
  isSecret: true,
  ability,
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => rotateWebhookSecret(actor, idOf(id, 'Webhook')),
  success: withSecret,
  successDescription,
  errors: [NotFound],
});

addMutation('retryWebhookDelivery', {
  description:
    'At once, with all attempts before it, whatever became of it before: also where it was delivered. ' +
    'Of a disabled webhook it is refused as `InvalidState`: `DISABLED`.',
  ability,
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => retryWebhookDelivery(actor, idOf(id, 'WebhookDelivery')),
  success: (t) => ({ delivery: t.field({ type: WebhookDeliveryType, resolve: (delivery) => delivery }) }),
  errors: [NotFound, InvalidState],
});
