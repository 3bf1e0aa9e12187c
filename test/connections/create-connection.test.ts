import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

const EVERYTHING = `
  __typename id hashKey displayName businessEmail language currency
  address { street city state zipCode countryCode }
  phone fax websiteUrl primaryContact { firstName lastName } customFields { name value }
  contacts { totalCount } invoices { totalCount } outstanding { amount }
  version createdAt updatedAt trashedAt
  ... on Organization { name } ... on Individual { firstName lastName }`;

const details = {
  businessEmail: 'billing@example.com',
  language: 'PT_BR',
  currency: 'BRL',
  address: {
    street: 'Rua Um, 1\nFundos',
    city: 'Campinas',
    state: 'SP',
    zipCode: '13010-000',
    countryCode: 'BR',
  },
  phone: '+55 19 1234',
  fax: '+55 19 1235',
  websiteUrl: 'https://example.com/pt?a=1',
  customFields: [
    { name: 'CNPJ', value: '00.000.000/0001-91' },
    { name: 'Notes', value: '' },
  ],
};
const minimal = { businessEmail: 'a@b.co', language: 'EN_US', currency: 'USD' };

/** What every new connection is. */
const fresh = {
  hashKey: expect.stringMatching(/^[\w-]{20}$/),
  contacts: { totalCount: 0 },
  invoices: { totalCount: 0 },
  outstanding: [],
  version: 1,
  createdAt: '2026-01-15T09:00:00.000Z',
  updatedAt: '2026-01-15T09:00:00.000Z',
  trashedAt: null,
};

async function create(mutation: string, input: object) {
  const typename = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const fields = `${ISSUES} ... on ${typename}Success { connection { id } }`;
  const result = await caller.mutate(mutation, input, fields);
  if (!result.connection) return result;
  const { connection } = await caller.run(
    `query($id: ID!) { connection(by: { id: $id }) { ${EVERYTHING} } }`,
    { id: result.connection.id },
  );
  return connection;
}

describe('an organization', () => {
  test('is kept with everything that was said of it', async () => {
    const connection = await create('createOrganization', {
      ...details,
      name: 'Exemplo Ltda',
      primaryContactFirstName: 'Ana',
      primaryContactLastName: 'Souza',
    });
    expect(connection).toEqual({
      __typename: 'Organization',
      id: expect.stringMatching(/^Organization_/),
      ...fresh,
      ...details,
      name: 'Exemplo Ltda',
      displayName: 'Exemplo Ltda',
      primaryContact: { firstName: 'Ana', lastName: 'Souza' },
    });
    expect(await eventNames(caller)).toEqual(['client.created']);
  });

  test('needs no more than a name and an email: language and currency default to the account’s', async () => {
    await caller.mutate('updateAccount', { language: 'FR', currency: 'CHF' });
    const connection = await create('createOrganization', {
      businessEmail: 'a@b.co',
      language: null,
      name: '  Example  ',
    });
    expect(connection).toMatchObject({
      name: 'Example',
      language: 'FR',
      currency: 'CHF',
      address: { street: null, city: null, state: null, zipCode: null, countryCode: null },
      phone: null,
      fax: null,
      websiteUrl: null,
      primaryContact: null,
      customFields: [],
    });
  });

  test('with one half of a contact’s name has a contact', async () => {
    const connection = await create('createOrganization', {
      ...minimal,
      name: 'Example',
      primaryContactLastName: 'Souza',
    });
    expect(connection.primaryContact).toEqual({ firstName: null, lastName: 'Souza' });
  });

  test('with nothing right hears of every problem at once, and is not made', async () => {
    const result = await create('createOrganization', {
      name: ' ',
      businessEmail: 'nobody@localhost',
      language: 'EN_US',
      currency: 'XXX',
      address: { street: 's'.repeat(1001), countryCode: 'XX' },
      phone: 'a\nb',
      fax: '\u0000',
      websiteUrl: 'javascript:alert(1)',
      customFields: [
        { name: 'Fine', value: 'v'.repeat(10_001) },
        { name: '', value: 'x' },
      ],
      primaryContactFirstName: 'n'.repeat(256),
      primaryContactLastName: 'n'.repeat(256),
    });
    expect(issuesOf(result)).toEqual([
      'name: REQUIRED',
      'businessEmail: INVALID_EMAIL',
      'currency: INVALID_CURRENCY',
      'address.street: TOO_LONG',
      'address.countryCode: INVALID_COUNTRY_CODE',
      'phone: INVALID_CHARACTERS',
      'fax: INVALID_CHARACTERS',
      'websiteUrl: INVALID_URL',
      'customFields.0.value: TOO_LONG',
      'customFields.1.name: REQUIRED',
      'primaryContactFirstName: TOO_LONG',
      'primaryContactLastName: TOO_LONG',
    ]);
    const { connections } = await caller.run('{ connections { totalCount } }');
    expect(connections.totalCount).toBe(0);
    expect(await eventNames(caller)).toEqual([]);
  });

  test.each(['', 'usd', 'US', 'USDX', 'XTS', '$'])('has no currency %j', async (currency) => {
    const result = await create('createOrganization', { ...minimal, name: 'Example', currency });
    expect(issuesOf(result)).toEqual([`currency: ${currency === '' ? 'REQUIRED' : 'INVALID_CURRENCY'}`]);
  });

  test('has fifty custom fields at most', async () => {
    const customFields = Array.from({ length: 51 }, (_, index) => ({ name: `Field ${index}`, value: '' }));
    const result = await create('createOrganization', { ...minimal, name: 'Example', customFields });
    expect(issuesOf(result)).toEqual(['customFields: TOO_MANY']);
  });
});

describe('an individual', () => {
  test('is kept with everything that was said of it, and is its own contact', async () => {
    const connection = await create('createIndividual', { ...details, firstName: 'Peter', lastName: 'Pan' });
    expect(connection).toEqual({
      __typename: 'Individual',
      id: expect.stringMatching(/^Individual_/),
      ...fresh,
      ...details,
      firstName: 'Peter',
      lastName: 'Pan',
      displayName: 'Peter Pan',
      primaryContact: { firstName: 'Peter', lastName: 'Pan' },
    });
    expect(await eventNames(caller)).toEqual(['client.created']);
  });

  test('with nothing right hears of every problem at once', async () => {
    const result = await create('createIndividual', {
      firstName: '',
      lastName: 'a\tb',
      businessEmail: '',
      language: 'EN_US',
      currency: '',
      address: { city: 'c'.repeat(256), zipCode: 'z'.repeat(256), state: 's'.repeat(256) },
      websiteUrl: 'example.com',
    });
    expect(issuesOf(result)).toEqual([
      'firstName: REQUIRED',
      'lastName: INVALID_CHARACTERS',
      'businessEmail: REQUIRED',
      'currency: REQUIRED',
      'address.city: TOO_LONG',
      'address.state: TOO_LONG',
      'address.zipCode: TOO_LONG',
      'websiteUrl: INVALID_URL',
    ]);
  });
});

test('the answer of the mutation itself is what is kept', async () => {
  const result = await caller.mutate(
    'createOrganization',
    { ...details, name: 'Exemplo Ltda' },
    `... on CreateOrganizationSuccess { connection { ${EVERYTHING.replace(/\.\.\. on Ind.*$/, '')} } }`,
  );
  const { connection } = await caller.run(
    `query($id: ID!) { connection(by: { id: $id }) { ${EVERYTHING} } }`,
    { id: result.connection.id },
  );
  expect(result.connection).toEqual(connection);
});

test('each kind of bad request leaves a mutation undone: a language that is none, a number for a text', async () => {
  for (const wrong of [{ language: 'XX' }, { name: 7 }, { currency: 7 }, { name: null }, { unknown: 1 }]) {
    const { body } = await caller.send(
      'mutation($input: CreateOrganizationInput!) { createOrganization(input: $input) { __typename } }',
      { input: { ...minimal, name: 'Example', ...wrong } },
    );
    expect(body.errors).toHaveLength(1);
    expect(body.data?.createOrganization).toBeUndefined();
  }
  expect(await eventNames(caller)).toEqual([]);
});
