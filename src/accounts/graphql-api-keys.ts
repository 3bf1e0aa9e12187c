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
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: (key) => encodeId('ApiKey', key.id) }),
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix'),
    abilities: t.expose('abilities', { type: [AbilityEnum] }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Kept to the minute or so.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    previousTokenExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until then the token that the last rotation has replaced works too; null where none does.',
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
      'The keys in force, the newest first; behind them those that were revoked, the last one first. ' +
      `${MAX_LISTED_KEYS} at most.`,
    extensions: needs('API_KEYS_READ'),
    resolve: (_, _args, context) => loadApiKeys(context),
  }),
);

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    abilities: t.field({
      type: [AbilityEnum],
      required: true,
      description: 'One at least, and none that the key that makes it does not have: `NOT_HELD`.',
    }),
  }),
});

const withToken = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, ApiKeyWithToken>) => ({
  apiKey: t.field({ type: ApiKeyType, resolve: ({ apiKey }) => apiKey }),
  token: t.exposeString('token'),
});

const successDescription = 'The token is shown this once; only its hash is kept.';

addMutation('createApiKey', {
  description: 'Another key of the account, which may do what the key that makes it may, or less.',
  isSecret: true,
  ability: 'API_KEYS_WRITE',
  args: (arg) => ({ input: arg({ type: CreateApiKeyInput, required: true }) }),
  run: ({ actor }, { input }) => createApiKey(actor, input),
  success: withToken,
  successDescription,
  errors: [InvalidInput],
});

const OVER_OTHERS = 'Of a key other than itself, it needs each ability that the key has.';

/** Otherwise a key could take from another what it does not have itself. A key's abilities never change. */
async function requireAbilitiesOf(context: Context, id: string | null): Promise<void> {
  const key = id === null ? null : await loadApiKey(context, id);
  for (const ability of key?.abilities ?? []) context.requireAbility(ability);
}

addMutation('revokeApiKey', {
  description:
    'At once, for good, with every token of it: what is open with it is closed within seconds. ' +
    `A key may revoke itself, and the last one, too; then an operator has to make the next. ${OVER_OTHERS}`,
  ability: 'API_KEYS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: async (context, args) => {
    const id = idOf(args.id, 'ApiKey');
    await requireAbilitiesOf(context, id);
    return revokeApiKey(context.actor, id);
  },
  success: (t) => ({ apiKey: t.field({ type: ApiKeyType, resolve: (key) => key }) }),
  errors: [NotFound],
});

addMutation('rotateApiKey', {
  description:
    'Another token for the same key. The old one works for 24 hours more, until `previousTokenExpiresAt`, ' +
    `or until the next rotation. ${OVER_OTHERS}`,
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
