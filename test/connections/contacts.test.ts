import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, walkBackward, walkForward } from '../support/pages.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const FIELDS = 'id connection { id } firstName lastName email mobile phone version createdAt updatedAt';

function create(input: object): Promise<Answer> {
  const fields = `${ISSUES} ... on CreateContactSuccess { contact { ${FIELDS} } }`;
  const required = { connectionId, firstName: 'Ann', email: 'ann@example.com' };
  return caller.mutate('createContact', { ...required, ...input }, fields);
}

function update(input: object): Promise<Answer> {
  const fields = `${ISSUES} ${CONFLICT} ... on UpdateContactSuccess { contact { ${FIELDS} } }`;
  return caller.mutate('updateContact', input, fields);
}

function remove(id: string): Promise<Answer> {
  return caller.mutateById('deleteContact', id, '... on DeleteContactSuccess { deletedId }');
}

async function find(id: string): Promise<Answer> {
  return (await caller.run(`query($id: ID!) { contact(id: $id) { ${FIELDS} } }`, { id })).contact;
}

const everything = { lastName: 'Archer', mobile: '+1 555', phone: '+1 556' };

test('a contact is kept with everything that was said of it', async () => {
  const { contact } = await create(everything);
  expect(contact).toEqual({
    ...everything,
    id: expect.stringMatching(/^Contact_/),
    connection: { id: connectionId },
    firstName: 'Ann',
    email: 'ann@example.com',
    version: 1,
    createdAt: '2026-01-15T09:00:00.000Z',
    updatedAt: '2026-01-15T09:00:00.000Z',
  });
  expect(await find(contact.id)).toEqual(contact);
});

test('a contact needs no more than a first name and an email', async () => {
  const { contact } = await create({});
  expect(contact).toMatchObject({ lastName: null, mobile: null, phone: null });
});

test('a contact with nothing right hears of every problem at once', async () => {
  const result = await create({
    firstName: ' ',
    lastName: 'l'.repeat(256),
    email: 'ann@',
    mobile: '1\n2',
    phone: 'p'.repeat(256),
  });
  expect(issuesOf(result)).toEqual([
    'firstName: REQUIRED',
    'lastName: TOO_LONG',
    'email: INVALID_EMAIL',
    'mobile: INVALID_CHARACTERS',
    'phone: TOO_LONG',
  ]);
});

test('there is no contact of a connection that there is not', async () => {
  for (const id of wrongIds(connectionId)) {
    expect(await create({ connectionId: id })).toMatchObject({ __typename: 'NotFound' });
  }
});

describe('an edit', () => {
  let contact: Answer;
  beforeEach(async () => {
    ({ contact } = await create(everything));
    gateway.clock.moveTo('2026-02-01');
  });

  test('changes what is given and keeps the rest', async () => {
    const { contact: changed } = await update({ id: contact.id, email: 'new@example.com' });
    expect(changed).toEqual({
      ...contact,
      email: 'new@example.com',
      version: 2,
      updatedAt: '2026-02-01T00:00:00.000Z',
    });
    const all = { firstName: 'Bea', lastName: 'Brown', email: 'b@b.co', mobile: '1', phone: '2' };
    const { contact: renewed } = await update({ id: contact.id, ...all });
    expect(renewed).toMatchObject({ ...all, version: 3 });
    expect(await find(contact.id)).toEqual(renewed);
  });

  test('clears by null what may be empty', async () => {
    const { contact: changed } = await update({ id: contact.id, lastName: null, mobile: null, phone: null });
    expect(changed).toMatchObject({ firstName: 'Ann', lastName: null, mobile: null, phone: null });
  });

  test('does not clear what a contact must have, and hears of every problem at once', async () => {
    const result = await update({ id: contact.id, firstName: null, email: null, phone: '1\u20282' });
    expect(issuesOf(result)).toEqual(['firstName: REQUIRED', 'email: REQUIRED', 'phone: INVALID_CHARACTERS']);
    expect(await find(contact.id)).toEqual(contact);
  });

  test('of another version than expected is refused', async () => {
    await update({ id: contact.id, expectedVersion: 1, phone: '7' });
    const late = await update({ id: contact.id, expectedVersion: 1, phone: '8' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    expect(await find(contact.id)).toMatchObject({ phone: '7' });
  });

  test('or deletion of what is no contact finds nothing', async () => {
    const ids = [`Contact_${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`, connectionId, 'nonsense', ''];
    for (const id of [...ids, contact.id.replace('Contact', 'Individual')]) {
      expect(await update({ id })).toMatchObject({ __typename: 'NotFound' });
      expect(await remove(id)).toMatchObject({ __typename: 'NotFound' });
      expect(await find(id)).toBeNull();
    }
  });
});

test('a deleted contact is gone', async () => {
  const { contact } = await create({});
  expect(await remove(contact.id)).toMatchObject({
    __typename: 'DeleteContactSuccess',
    deletedId: contact.id,
  });
  expect(await find(contact.id)).toBeNull();
  expect(await remove(contact.id)).toMatchObject({ __typename: 'NotFound' });
});

describe('the contacts of a connection', () => {
  // The same first name thrice: by the order in which they were made.
  const names = ['Cid', 'Ann', 'Bob', 'Ann', 'Dee', 'Ann', 'Eve'];
  const inOrder = ['1', '3', '5', '2', '0', '4', '6'];

  const read = (direction: string) => async (window: object) => {
    const { connection } = await caller.run(
      `query($id: ID!, $direction: SortDirection, $first: Int, $after: String, $last: Int, $before: String) {
        connection(by: { id: $id }) {
          contacts(direction: $direction, first: $first, after: $after, last: $last, before: $before) {
            nodes { phone } totalCount ${PAGE}
          }
        }
      }`,
      { id: connectionId, direction, ...window },
    );
    expect(connection.contacts.totalCount).toBe(names.length);
    return connection.contacts;
  };

  test('come by first name in pages, in both directions, from both ends', async () => {
    const other = await caller.createOrganization();
    await create({ connectionId: other.id });
    for (const [index, firstName] of names.entries()) await create({ firstName, phone: `${index}` });

    const phones = (nodes: Answer[]) => nodes.map(({ phone }) => phone);
    expect(phones(await walkForward(read('ASC'), 2))).toEqual(inOrder);
    expect(phones(await walkBackward(read('ASC'), 3))).toEqual(inOrder);
    expect(phones(await walkForward(read('DESC'), 3))).toEqual(inOrder.toReversed());
    expect(phones(await walkBackward(read('DESC'), 2))).toEqual(inOrder.toReversed());
  });

  test('come with each connection of a list, the same page of each', async () => {
    const other = await caller.createOrganization({ name: 'Zeta' });
    for (const firstName of ['Ann', 'Bob', 'Cid']) await create({ firstName });
    await create({ connectionId: other.id, firstName: 'Zoe' });
    const { connections } = await caller.run(
      '{ connections { nodes { contacts(first: 2) { nodes { firstName } totalCount pageInfo { hasNextPage } } } } }',
    );
    expect(connections.nodes).toEqual([
      {
        contacts: {
          nodes: [{ firstName: 'Ann' }, { firstName: 'Bob' }],
          totalCount: 3,
          pageInfo: { hasNextPage: true },
        },
      },
      { contacts: { nodes: [{ firstName: 'Zoe' }], totalCount: 1, pageInfo: { hasNextPage: false } } },
    ]);
  });
});
