import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

const FIELDS = 'id name plan currency language replyTo version createdAt updatedAt';
const CREATED = '2026-01-15T09:00:00.000Z';

function update(input: object): Promise<Answer> {
  const success = `... on UpdateAccountSuccess { account { ${FIELDS} } }`;
  return caller.mutate('updateAccount', input, `${ISSUES} ${CONFLICT} ${success}`);
}

async function read(by = caller): Promise<Answer> {
  return (await by.run(`{ viewer { account { ${FIELDS} } } }`)).viewer.account;
}

const changes = { name: 'Neu GmbH', currency: 'EUR', language: 'DE', replyTo: 'post@example.com' };

test('an account takes every change at once', async () => {
  const before = await read();
  expect(before).toMatchObject({ name: 'Acme', currency: 'USD', language: 'EN_US', replyTo: null });
  gateway.clock.moveTo('2026-02-01');
  const { account } = await update(changes);
  expect(account).toEqual({ ...before, ...changes, version: 2, updatedAt: '2026-02-01T00:00:00.000Z' });
  expect(await read()).toEqual(account);
  gateway.clock.moveTo(CREATED);
});

test.each([
  ['name', 'Acme Ltd'],
  ['currency', 'JPY'],
  ['language', 'PT_BR'],
  ['replyTo', 'someone@example.com'],
])('it takes a new %s, and keeps what is left out', async (field, value) => {
  const { account: before } = await update(changes);
  const { account } = await update({ [field]: value });
  expect(account).toEqual({ ...before, [field]: value, version: 3 });
});

test('it loses its reply address by null', async () => {
  await update(changes);
  expect((await update({ replyTo: null })).account).toMatchObject({ ...changes, replyTo: null });
});

test('it does not lose by null what it must have, and hears of every problem at once', async () => {
  await update(changes);
  const issues = issuesOf(await update({ name: null, currency: null, language: null, replyTo: 'nobody' }));
  expect(issues.sort()).toEqual([
    'currency: REQUIRED',
    'language: REQUIRED',
    'name: REQUIRED',
    'replyTo: INVALID_EMAIL',
  ]);
  expect(await read()).toMatchObject({ ...changes, version: 2 });
});

test.each([
  ['name', ' ', 'REQUIRED'],
  ['name', 'a\nb', 'INVALID_CHARACTERS'],
  ['name', 'a'.repeat(256), 'TOO_LONG'],
  ['currency', 'eur', 'INVALID_CURRENCY'],
  ['currency', 'ABC', 'INVALID_CURRENCY'],
  ['replyTo', '', 'REQUIRED'],
  ['replyTo', 'a@b@c.de', 'INVALID_EMAIL'],
])('as its %s it does not take %j', async (field, value, code) => {
  expect(issuesOf(await update({ [field]: value }))).toEqual([`${field}: ${code}`]);
  expect(await read()).toMatchObject({ version: 1 });
});

test('it is refused when it is at another version than expected, and says at which', async () => {
  await update({ expectedVersion: 1, name: 'First' });
  const templates = [{ kind: 'RECEIPT', language: 'EN_US', subject: 'Late', message: 'Late' }];
  const late = await update({ expectedVersion: 1, name: 'Late', messageTemplates: templates });
  expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
  const { accountId } = caller;
  const rows = await gateway.gateway.database.prisma.messageTemplate.count({
    where: { accountId: uuidOf(accountId) },
  });
  expect(rows).toBe(0);
  expect(await update({ expectedVersion: 2 })).toMatchObject({ account: { name: 'First', version: 3 } });
});

test('of two edits of one version at once one is made and one is refused', async () => {
  const results = await Promise.all(['One', 'Two'].map((name) => update({ expectedVersion: 1, name })));
  const typenames = results.map((result) => result.__typename).sort();
  expect(typenames).toEqual(['UpdateAccountSuccess', 'VersionConflict']);
});

test('edits go through beside changes that take positions in the log, and none waits for another for ever', async () => {
  const connectionId = (await caller.createOrganization()).id;
  const templates = (subject: string) => [{ kind: 'RECEIPT', language: 'EN_US', subject, message: subject }];
  const work = Array.from({ length: 10 }, (_, index) => [
    caller.createInvoice({ connectionId }),
    update({ name: `Name ${index}`, messageTemplates: templates(`Subject ${index}`) }),
  ]);
  await Promise.all(work.flat());
  expect(await read()).toMatchObject({ version: 11 });
  // No event tells of the account itself.
  const names = await eventNames(caller);
  expect(names).toEqual(['client.created', ...Array(10).fill('invoice.created')]);
});

test('another account sees nothing of it', async () => {
  const other = await gateway.createCaller({ name: 'Other' });
  const before = await read(other);
  await update(changes);
  expect(await read(other)).toEqual(before);
  const query = `query($id: ID!) { node(id: $id) { id ... on Account { ${FIELDS} } } }`;
  expect(await other.run(query, { id: caller.accountId })).toEqual({ node: null });
  expect((await caller.run(query, { id: caller.accountId })).node).toMatchObject(changes);
});

test('what an operation reads after the change is what was changed', async () => {
  const answer = await caller.run(
    `mutation {
      first: updateAccount(input: { name: "First" }) { ... on UpdateAccountSuccess { account { name messageTemplates { subject } } } }
      second: updateAccount(input: { name: "Second", messageTemplates: [{ kind: STATEMENT, language: EN_US, subject: "Own", message: "Own" }] }) {
        ... on UpdateAccountSuccess { account { name messageTemplates { subject } } }
      }
    }`,
  );
  expect(answer.first.account.name).toBe('First');
  expect(answer.second.account).toMatchObject({ name: 'Second' });
  expect(answer.second.account.messageTemplates[0]).toEqual({ subject: 'Own' });
});
