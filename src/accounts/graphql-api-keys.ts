import { needs } from '../graphql/abilities.ts';
import { builder, type Types } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { AbilityEnum } from '../graphql/enums.ts';
import { addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { InvalidInput, InvalidState, NotFound } from '../values/errors.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { createApiKey } from './create-api-key.ts';
import type { ApiKeyWithToken } from './insert-api-key.ts';
import { loadApiKey, loadApiKeys, MAX_LISTED_KEYS } from './loaders.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';

export const ApiKeyType = builder.prismaObject('ApiKey', {
  description:
    'A key with which a program calls this API on behalf of the account. Its abilities limit what it may do.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID of the key.',
      resolve: (key) => encodeId('ApiKey', key.id),
    }),
    name: t.exposeString('name', {
      description: 'The name that was given when the key was created, to tell it apart from other keys.',
    }),
    prefix: t.exposeString('prefix', {
      description:
        'The first 12 characters of the current token (`sk_live_` and four more), to recognize it by.',
    }),
    abilities: t.expose('abilities', {
      type: [AbilityEnum],
      description: 'What the key may do. The abilities of a key never change.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the key last authenticated a request, accurate to about a minute. Null if it was never used.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the key was created.' }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key was revoked. Null while the key is active.',
    }),
    previousTokenExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the token replaced by the last rotation stops working. Null if no replaced token works.',
      resolve: ({ previousTokenExpiresAt: until, revokedAt }, _, { gateway }) =>
        until && !revokedAt && until > gateway.clock.now() ? until : null,
    }),
  }),
});
registerNode('ApiKey', {
  ability: 'API_KEYS_READ',
  isOpen: ({ actor }, id) => id === actor.apiKeyId,
  load: (context, id) => loadApiKey(context, id),
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKeyType],
    nullable: true,
    description:
      'Lists the API keys of the account: active keys, newest first, then revoked keys, most recently revoked first. ' +
      `Returns at most ${MAX_LISTED_KEYS} keys.`,
    extensions: needs('API_KEYS_READ'),
    resolve: (_, _args, context) => loadApiKeys(context),
  }),
);

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'A new API key.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        'A name to tell the key apart from others, such as the program that uses it: one line of at most 255 characters.',
    }),
    abilities: t.field({
      type: [AbilityEnum],
      required: true,
      description:
        'What the key may do: at least one ability. An ability that the calling key does not have fails with `NOT_HELD`. ' +
        'The abilities of a key cannot be changed later.',
    }),
  }),
});

const withToken = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, ApiKeyWithToken>) => ({
  apiKey: t.field({
    type: ApiKeyType,
    description: 'The API key that the token belongs to.',
    resolve: ({ apiKey }) => apiKey,
  }),
  token: t.exposeString('token', {
    description: 'The secret to send as `Authorization: Bearer TOKEN`. Store it now: no query returns it.',
  }),
});

const successDescription = 'The API key and its new token. The gateway stores only a hash of the token.';

addMutation('createApiKey', {
  description:
    'Creates an API key with all or some of the abilities of the calling key. ' +
    'Fails with `InvalidInput` (`TOO_MANY`) if the account has 100 active keys.',
  isSecret: true,
  ability: 'API_KEYS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateApiKeyInput, required: true }) }),
  run: ({ actor }, { input }) => createApiKey(actor, input),
  success: withToken,
  successDescription,
  errors: [InvalidInput],
});

const OVER_OTHERS = 'To act on another key, the calling key needs every ability of that key.';

/** Prevents a key from gaining abilities by rotating a key with more of them. A key's abilities never change. */
async function requireAbilitiesOf(context: Context, id: string | null): Promise<void> {
  const key = id === null ? null : await loadApiKey(context, id);
  for (const ability of key?.abilities ?? []) context.requireAbility(ability);
}

addMutation('revokeApiKey', {
  description:
    'Permanently revokes an API key and its tokens. Its subscriptions are closed within seconds. ' +
    'Revoking a revoked key changes nothing. A key may revoke itself. ' +
    `Once the last key is revoked, only an operator of the gateway can create another. ${OVER_OTHERS}`,
  ability: 'API_KEYS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: async (context, args) => {
    const id = idOf(args.id, 'ApiKey');
    await requireAbilitiesOf(context, id);
    return revokeApiKey(context.actor, id);
  },
  success: (t) => ({
    apiKey: t.field({ type: ApiKeyType, description: 'The revoked API key.', resolve: (key) => key }),
  }),
  errors: [NotFound],
});

addMutation('rotateApiKey', {
  description:
    'Replaces the token of an API key. The replaced token works for 24 more hours (`previousTokenExpiresAt`), ' +
    `or until the next rotation. Fails with \`InvalidState\` (\`REVOKED\`) if the key is revoked. ${OVER_OTHERS}`,
  isSecret: true,
  ability: 'API_KEYS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: async (context, args) => {
    const id = idOf(args.id, 'ApiKey');
    await requireAbilitiesOf(context, id);
    return rotateApiKey(context.actor, id);
  },
  success: withToken,
  successDescription,
  errors: [NotFound, InvalidState],
});
