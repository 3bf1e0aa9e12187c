import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { hold } from '../support/hold.ts';

const gateway = useGateway();
let caller: Caller;
let organization: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  organization = await caller.createOrganization();
});

const FIELDS = 'connection { id displayName version trashedAt updatedAt }';
const trash = (id: string) =>
  caller.mutateById('trashConnection', id, `... on TrashConnectionSuccess { ${FIELDS} }`);
const restore = (id: string) =>
  caller.mutateById('restoreConnection', id, `... on RestoreConnectionSuccess { ${FIELDS} }`);
const purge = (id: string) =>
  caller.mutateById('purgeConnection', id, `${STATE} ... on PurgeConnectionSuccess { deletedId }`);

async function list(trashed: boolean): Promise<string[]> {
  const { connections } = await caller.run(
    'query($trashed: Boolean) { connections(filter: { trashed: $trashed }) { nodes { id } totalCount } }',
    { trashed },
  );
  expect(connections.totalCount).toBe(connections.nodes.length);
  return connections.nodes.map(({ id }: Answer) => id);
}

async function find(id: string): Promise<Answer> {
  const query = 'query($id: ID!) { connection(by: { id: $id }) { id trashedAt } }';
  return (await caller.run(query, { id })).connection;
}

test('a trashed connection is in the trash and in no other list, and is still to be found', async () => {
  gateway.clock.moveTo('2026-03-01T10:00:00Z');
  const { connection } = await trash(organization.id);
  expect(connection).toEqual({
    id: organization.id,
    displayName: 'Example Inc',
    version: 2,
    trashedAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
  });
  expect(await list(false)).toEqual([]);
  expect(await list(true)).toEqual([organization.id]);
  expect(await find(organization.id)).toMatchObject({ trashedAt: '2026-03-01T10:00:00.000Z' });
});

test('a restored connection is as it was', async () => {
  await trash(organization.id);
  const { connection } = await restore(organization.id);
  expect(connection).toMatchObject({ displayName: 'Example Inc', version: 3, trashedAt: null });
  expect(await list(false)).toEqual([organization.id]);
  expect(await list(true)).toEqual([]);
});

test('to trash what is in the trash, or restore what is not, changes nothing', async () => {
  const { connection: untouched } = await restore(organization.id);
  expect(untouched).toMatchObject({ version: 1, trashedAt: null });
  const { connection: first } = await trash(organization.id);
  gateway.clock.moveTo('2026-04-01');
  const { connection: second } = await trash(organization.id);
  expect(second).toEqual(first);
});

test('an individual goes to the trash and back as an organization does', async () => {
  const { connection: individual } = await caller.mutate(
    'createIndividual',
    { firstName: 'Peter', lastName: 'Pan', businessEmail: 'a@b.co', language: 'EN_US', currency: 'USD' },
    '... on CreateIndividualSuccess { connection { id } }',
  );
  await trash(individual.id);
  expect(await list(true)).toEqual([individual.id]);
  await restore(individual.id);
  expect(await list(true)).toEqual([]);
});

test('a trashed connection takes no new invoices, and keeps those that it has', async () => {
  const invoice = await caller.createInvoice({ connectionId: organization.id });
  await trash(organization.id);
  const refused = await caller.mutate(
    'createInvoice',
    { connectionId: organization.id, date: '2026-01-15', dueDate: '2026-02-14' },
    STATE,
  );
  expect(refused).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  const { connection } = await caller.run(
    'query($id: ID!) { connection(by: { id: $id }) { invoices { nodes { id } } } }',
    { id: organization.id },
  );
  expect(connection.invoices.nodes).toEqual([{ id: invoice.id }]);
  await restore(organization.id);
  await caller.createInvoice({ connectionId: organization.id });
});

test('a purged connection is gone, and so are its contacts', async () => {
  const { contact } = await caller.mutate(
    'createContact',
    { connectionId: organization.id, firstName: 'Ann', email: 'ann@example.com' },
    '... on CreateContactSuccess { contact { id } }',
  );
  await trash(organization.id);
  expect(await purge(organization.id)).toMatchObject({
    __typename: 'PurgeConnectionSuccess',
    deletedId: organization.id,
  });
  expect(await find(organization.id)).toBeNull();
  expect(await caller.run('query($id: ID!) { contact(id: $id) { id } }', { id: contact.id })).toEqual({
    contact: null,
  });
  expect(await list(true)).toEqual([]);
  expect(await purge(organization.id)).toMatchObject({ __typename: 'NotFound' });
  expect(await restore(organization.id)).toMatchObject({ __typename: 'NotFound' });
});

test('the log outlives the connection that it tells of', async () => {
  await trash(organization.id);
  await purge(organization.id);
  const { events } = await caller.run(
    '{ events { nodes { name ... on ClientCreatedEvent { connection { id } } } } }',
  );
  expect(events.nodes).toEqual([{ name: 'client.created', connection: null }]);
});

test('only what is in the trash is purged', async () => {
  expect(await purge(organization.id)).toMatchObject({ __typename: 'InvalidState', state: 'ACTIVE' });
  expect(await find(organization.id)).not.toBeNull();
});

test('a connection that a statement names is not purged, though the statement be in the trash', async () => {
  const invoice = await caller.createInvoice({ connectionId: organization.id });
  await trash(organization.id);
  expect(await purge(organization.id)).toMatchObject({ __typename: 'InvalidState', state: 'HAS_STATEMENTS' });
  await caller.mutateById('trashInvoice', invoice.id);
  expect(await purge(organization.id)).toMatchObject({ __typename: 'InvalidState', state: 'HAS_STATEMENTS' });
  await caller.mutateById('purgeInvoice', invoice.id);
  expect(await purge(organization.id)).toMatchObject({ __typename: 'PurgeConnectionSuccess' });
});

test('an invoice that is being made holds its connection back from the trash', async () => {
  const [, accountId] = caller.accountId.split('_');
  // What is held is wanted last: the invoice's connection has been looked at by then.
  const held = await hold(gateway.gateway, 'SELECT FROM "Account" WHERE id = $1 FOR UPDATE', [accountId]);
  const making = caller.createInvoice({ connectionId: organization.id });
  await held.waiters(1);
  const trashing = trash(organization.id).then(() => purge(organization.id));
  await Promise.race([trashing, held.waiters(2)]);
  await held.release();

  await making;
  expect(await trashing).toMatchObject({ __typename: 'InvalidState', state: 'HAS_STATEMENTS' });
});

test('nothing is found by an id that is no connection’s', async () => {
  for (const id of wrongIds(organization.id)) {
    expect(await trash(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await restore(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await purge(id)).toMatchObject({ __typename: 'NotFound' });
  }
});
