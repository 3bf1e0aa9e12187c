import { beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../access/keys.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, wrongIds } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { createWebhook, readWebhook, setEnabled, WEBHOOK } from './make-webhook.ts';

// As callers find it: nothing is let through that is not, without development's switch.
const gateway = useGateway({ env: { WEBHOOKS_ALLOW_LOOPBACK: 'off' } });
let caller: Caller;
let stranger: Caller;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  [caller, stranger] = [await gateway.createCaller(), await gateway.createCaller()];
});

const URL = 'https://hooks.example.com/billing?of=us';
const VALID = { url: URL, events: ['INVOICE_PAID'] };
const create = (input: object, by: Caller = caller): Promise<Answer> =>
  by.mutate(
    'createWebhook',
    { ...VALID, ...input },
    `${ISSUES} ... on CreateWebhookSuccess { webhook { id } }`,
  );
const update = (input: object, by: Caller = caller): Promise<Answer> =>
  by.mutate(
    'updateWebhook',
    input,
    `${ISSUES} ${CONFLICT} ... on UpdateWebhookSuccess { webhook { ${WEBHOOK} } }`,
  );
const list = async (by: Caller = caller): Promise<Answer[]> =>
  (await by.run(`{ webhooks { ${WEBHOOK} } }`)).webhooks;

/** An event's worth of delivery that nobody sends. */
async function createDelivery(): Promise<string> {
  const { webhook } = await createWebhook(caller, { url: URL });
  await caller.createOrganization();
  const id = '019bc0e2-1280-7000-8000-000000000001';
  await gateway.gateway.database.pool.query(
    `INSERT INTO "WebhookDelivery" ("accountId", id, "webhookId", "eventSeq", state, "createdAt")
     VALUES ($1, $2, $3, 1, 'FAILED', now())`,
    [uuidOf(caller.accountId), id, uuidOf(webhook.id)],
  );
  return `WebhookDelivery_${id}`;
}

const MAKING = [
  ['with http', { url: 'http://hooks.example.com/' }, ['url: NOT_HTTPS']],
  ['with a login in the address', { url: 'https://me:secret@example.com/' }, ['url: HAS_CREDENTIALS']],
  ['with an address of this machine', { url: 'https://127.0.0.1/' }, ['url: NOT_PUBLIC']],
  ['with what is no address', { url: 'hooks.example.com' }, ['url: INVALID_URL']],
  ['with an address that is empty', { url: ' ' }, ['url: REQUIRED']],
  ['with an address that is too long', { url: `${URL}${'a'.repeat(2_048)}` }, ['url: TOO_LONG']],
  ['of no events', { events: [] }, ['events: REQUIRED']],
  [
    'of an event twice',
    { events: ['INVOICE_PAID', 'INVOICE_SENT', 'INVOICE_PAID'] },
    ['events.2: DUPLICATE'],
  ],
  ['with a description that is too long', { description: 'd'.repeat(251) }, ['description: TOO_LONG']],
  [
    'with all of it wrong',
    { url: 'ftp://example.com', events: [], description: 'a\nb' },
    ['url: NOT_HTTPS', 'events: REQUIRED', 'description: INVALID_CHARACTERS'],
  ],
] as const;

describe('createWebhook', () => {
  test('makes one, and tells its secret this once', async () => {
    const { webhook, secret } = await createWebhook(caller, {
      ...{ url: URL, events: ['PAYMENT_RECEIVED', 'INVOICE_PAID'], description: ' The ledger ' },
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      ...{ id: expect.stringMatching(/^Webhook_/), url: URL, description: 'The ledger' },
      // In the enum's order.
      events: ['INVOICE_PAID', 'PAYMENT_RECEIVED'],
      ...{ disabledAt: null, previousSecretExpiresAt: null, version: 1 },
      ...{ createdAt: '2026-01-15T09:00:00.000Z', updatedAt: '2026-01-15T09:00:00.000Z' },
    });
    const other = await createWebhook(caller, { url: URL });
    expect(other.secret).not.toBe(secret);
    expect(await list()).toEqual([webhook, other.webhook]);
    expect(await readWebhook(caller, webhook.id)).toEqual(webhook);
    const { node } = await caller.run(`query($id: ID!) { node(id: $id) { ... on Webhook { ${WEBHOOK} } } }`, {
      id: webhook.id,
    });
    expect(node).toEqual(webhook);
  });

  test.each(MAKING)('is refused %s', async (_, input, issues) => {
    expect(issuesOf(await create(input))).toEqual(issues);
    expect(await list()).toEqual([]);
  });

  test('is refused beyond fifty, also where they are made at once', async () => {
    await Promise.all(Array.from({ length: 45 }, () => create({})));
    const results = await Promise.all(Array.from({ length: 10 }, () => create({})));
    const refused = results.filter(({ __typename }) => __typename !== 'CreateWebhookSuccess');
    expect(refused.map(issuesOf)).toEqual(Array(5).fill([': TOO_MANY']));
    expect(await list()).toHaveLength(50);
    expect((await create({}, stranger)).__typename).toBe('CreateWebhookSuccess');
    await caller.mutateById('deleteWebhook', (await list())[0].id);
    expect((await create({})).__typename).toBe('CreateWebhookSuccess');
  });
});

describe('updateWebhook', () => {
  let webhook: Answer;
  beforeEach(async () => {
    ({ webhook } = await createWebhook(caller, { ...VALID, description: 'The ledger' }));
    gateway.clock.moveTo('2026-01-16T09:00:00Z');
  });
  const updated = { updatedAt: '2026-01-16T09:00:00.000Z', version: 2 };

  test('changes what is given, and leaves the rest', async () => {
    const changed = await update({ id: webhook.id, url: 'https://other.example.com/', expectedVersion: 1 });
    expect(changed.webhook).toEqual({ ...webhook, ...updated, url: 'https://other.example.com/' });
    const events = ['CLIENT_CREATED', 'PROPOSAL_SIGNED'];
    const again = await update({ id: webhook.id, events, description: null });
    expect(again.webhook).toEqual({ ...changed.webhook, events, description: null, version: 3 });
    expect(await readWebhook(caller, webhook.id)).toEqual(again.webhook);
  });

  test('disables and enables, each once', async () => {
    const disabled = await setEnabled(caller, webhook.id, false);
    expect(disabled).toEqual({ ...webhook, ...updated, disabledAt: '2026-01-16T09:00:00.000Z' });
    gateway.clock.moveTo('2026-01-17T09:00:00Z');
    const again = await setEnabled(caller, webhook.id, false);
    expect(again).toMatchObject({ disabledAt: disabled.disabledAt, version: 3 });
    expect(await setEnabled(caller, webhook.id, true)).toMatchObject({ disabledAt: null, version: 4 });
    expect(await setEnabled(caller, webhook.id, true)).toMatchObject({ disabledAt: null, version: 5 });
  });

  test.each(MAKING)('is refused %s', async (_, input, issues) => {
    expect(issuesOf(await update({ id: webhook.id, ...input }))).toEqual(issues);
    expect(await readWebhook(caller, webhook.id)).toEqual(webhook);
  });

  test('is refused where it empties what may not be empty', async () => {
    const nothing = { url: null, events: null, enabled: null };
    expect(issuesOf(await update({ id: webhook.id, ...nothing }))).toEqual([
      ...['url: REQUIRED', 'events: REQUIRED', 'enabled: REQUIRED'],
    ]);
  });

  test('is refused at another version than was expected', async () => {
    await update({ id: webhook.id, description: 'Another' });
    expect(await update({ id: webhook.id, expectedVersion: 1, enabled: false })).toMatchObject({
      ...{ __typename: 'VersionConflict', currentVersion: 2 },
    });
    expect(await readWebhook(caller, webhook.id)).toMatchObject({ disabledAt: null, version: 2 });
  });

  test("does not find what is not there, or is another's", async () => {
    for (const id of wrongIds(webhook.id)) {
      expect(await update({ id, enabled: false })).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await update({ id: webhook.id, enabled: false }, stranger)).toMatchObject({
      ...{ __typename: 'NotFound', message: 'There is no webhook with this id.' },
    });
    expect(await readWebhook(caller, webhook.id)).toEqual(webhook);
  });
});

describe('deleteWebhook', () => {
  test('deletes one for good, with its deliveries', async () => {
    const delivery = await createDelivery();
    const [{ id }] = (await list()) as [Answer];
    expect(await caller.mutateById('deleteWebhook', id, '... on DeleteWebhookSuccess { deletedId }')).toEqual(
      {
        ...{ __typename: 'DeleteWebhookSuccess', deletedId: id },
      },
    );
    expect(await list()).toEqual([]);
    expect(await readWebhook(caller, id)).toBeNull();
    const { node } = await caller.run('query($id: ID!) { node(id: $id) { id } }', { id: delivery });
    expect(node).toBeNull();
  });

  test("does not find what is not there, or is another's", async () => {
    const { webhook } = await createWebhook(caller, VALID);
    for (const id of wrongIds(webhook.id)) {
      expect(await caller.mutateById('deleteWebhook', id)).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await stranger.mutateById('deleteWebhook', webhook.id)).toMatchObject({ __typename: 'NotFound' });
    expect(await list()).toEqual([webhook]);
  });
});

test('deleteAllWebhooks deletes those of the account, and says how many', async () => {
  const { webhook: theirs } = await createWebhook(stranger, VALID);
  await Promise.all([createWebhook(caller, VALID), createWebhook(caller, VALID)]);
  const all =
    'mutation { deleteAllWebhooks { ... on DeleteAllWebhooksSuccess { deletedCount } ... on Error { code } } }';
  expect(await caller.run(all)).toEqual({ deleteAllWebhooks: { deletedCount: 2 } });
  expect(await caller.run(all)).toEqual({ deleteAllWebhooks: { deletedCount: 0 } });
  expect(await list()).toEqual([]);
  expect(await list(stranger)).toEqual([theirs]);
});

describe('rotateWebhookSecret', () => {
  test("does not find what is not there, or is another's", async () => {
    const { webhook } = await createWebhook(caller, VALID);
    for (const id of wrongIds(webhook.id)) {
      expect(await caller.mutateById('rotateWebhookSecret', id)).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await stranger.mutateById('rotateWebhookSecret', webhook.id)).toMatchObject({
      ...{ __typename: 'NotFound' },
    });
    expect(await readWebhook(caller, webhook.id)).toEqual(webhook);
  });
});

describe('retryWebhookDelivery', () => {
  test("does not find what is not there, or is another's", async () => {
    const id = await createDelivery();
    for (const wrong of wrongIds(id)) {
      expect(await caller.mutateById('retryWebhookDelivery', wrong)).toMatchObject({
        __typename: 'NotFound',
      });
    }
    expect(await stranger.mutateById('retryWebhookDelivery', id)).toMatchObject({
      ...{ __typename: 'NotFound', message: 'There is no webhook delivery with this id.' },
    });
    const { node } = await caller.run(
      'query($id: ID!) { node(id: $id) { ... on WebhookDelivery { state } } }',
      {
        id,
      },
    );
    expect(node).toEqual({ state: 'FAILED' });
  });
});

describe('a key without WEBHOOKS_WRITE', () => {
  test.each([
    ['createWebhook', '(input: { url: "https://example.com", events: [INVOICE_PAID] }) { __typename }'],
    ['updateWebhook', '(input: { id: "<id>", enabled: false }) { __typename }'],
    ['deleteWebhook', '(id: "<id>") { __typename }'],
    ['deleteAllWebhooks', '{ __typename }'],
    ['rotateWebhookSecret', '(id: "<id>") { __typename }'],
    ['retryWebhookDelivery', '(id: "<delivery>") { __typename }'],
  ])('is refused %s', async (name, rest) => {
    const delivery = await createDelivery();
    const [webhook] = (await list()) as [Answer];
    const reader = await createKey(caller, ['WEBHOOKS_READ', 'EVENTS_READ']);
    const document = `mutation { ${name}${rest.replace('<id>', webhook.id).replace('<delivery>', delivery)} }`;
    const { body } = await reader.send(document);
    expect(body.data).toEqual({ [name]: null });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', ability: 'WEBHOOKS_WRITE' } }]);
    expect(await list(reader)).toEqual([webhook]);
  });
});

test('a key that may not read events sees that there are deliveries, and not of what', async () => {
  await createDelivery();
  const reader = await createKey(caller, ['WEBHOOKS_READ']);
  const { body } = await reader.send('{ webhooks { deliveries { nodes { state event { name } } } } }');
  expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', ability: 'EVENTS_READ' } }]);
  const { webhooks } = await reader.run('{ webhooks { deliveries { nodes { state attempts { at } } } } }');
  expect(webhooks[0].deliveries.nodes).toEqual([{ state: 'FAILED', attempts: [] }]);
});

test('a secret is in no answer but the one that tells it, and is not kept with the others', async () => {
  const { webhook, secret } = await createWebhook(caller, VALID);
  const rotate = '... on RotateWebhookSecretSuccess { secret }';
  const { secret: second } = await caller.mutateById('rotateWebhookSecret', webhook.id, rotate);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${caller.token}` };
  const post = (key: string, query: string) =>
    fetch(caller.url, {
      ...{ method: 'POST', headers: { ...headers, 'idempotency-key': key } },
      body: JSON.stringify({ query }),
    });
  const answers = [
    await post(
      'update',
      `mutation { updateWebhook(input: { id: "${webhook.id}", description: "Kept" }) { __typename } }`,
    ),
    await post(
      'rotate',
      `mutation { rotateWebhookSecret(id: "${webhook.id}") { ... on RotateWebhookSecretSuccess { webhook { id } } } }`,
    ),
  ];
  for (const answer of answers) expect(answer.status).toBe(200);
  const { rows } = await gateway.gateway.database.pool.query(
    'SELECT content FROM "IdempotencyOutcome" UNION ALL SELECT answer FROM "IdempotencyKey"',
  );
  const kept = JSON.stringify(rows);
  expect(kept).toContain('Kept');
  for (const hidden of [secret, second, 'whsec_']) expect(kept).not.toContain(hidden);
});
