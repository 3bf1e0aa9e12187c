import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let organization: Answer;
let individual: Answer;

const FIELDS = `displayName businessEmail language currency address { street city state zipCode countryCode }
  phone fax websiteUrl primaryContact { firstName lastName } customFields { name value } version updatedAt`;

const details = {
  businessEmail: 'old@example.com',
  language: 'EN_US',
  currency: 'USD',
  address: { street: 'Old Street', city: 'Oldtown', state: 'OS', zipCode: '1', countryCode: 'US' },
  phone: '1',
  fax: '2',
  websiteUrl: 'https://old.example.com',
  customFields: [{ name: 'Colour', value: 'Red' }],
};
const kept = { ...details, version: 2 };

beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ connection: organization } = await caller.mutate(
    'createOrganization',
    { ...details, name: 'Old Inc', primaryContactFirstName: 'Olga', primaryContactLastName: 'Old' },
    '... on CreateOrganizationSuccess { connection { id } }',
  ));
  ({ connection: individual } = await caller.mutate(
    'createIndividual',
    { ...details, firstName: 'Peter', lastName: 'Pan' },
    '... on CreateIndividualSuccess { connection { id } }',
  ));
});

function updateOrganization(input: object): Promise<Answer> {
  const success = `... on UpdateOrganizationSuccess { connection { ${FIELDS} name } }`;
  const fields = `${ISSUES} ${CONFLICT} ${success}`;
  return caller.mutate('updateOrganization', { id: organization.id, ...input }, fields);
}

function updateIndividual(input: object): Promise<Answer> {
  const success = `... on UpdateIndividualSuccess { connection { ${FIELDS} firstName lastName } }`;
  const fields = `${ISSUES} ${CONFLICT} ${success}`;
  return caller.mutate('updateIndividual', { id: individual.id, ...input }, fields);
}

describe('an organization', () => {
  test('takes every change at once, and the log tells of it', async () => {
    gateway.clock.moveTo('2026-02-01');
    const changes = {
      businessEmail: 'new@example.com',
      language: 'DE',
      currency: 'EUR',
      address: { street: 'Neue Straße 1', city: 'Neustadt', state: null, zipCode: '2', countryCode: 'DE' },
      phone: '3',
      fax: '4',
      websiteUrl: 'http://new.example.com',
      customFields: [
        { name: 'Colour', value: 'Blue' },
        { name: 'Size', value: '' },
      ],
    };
    const { connection } = await updateOrganization({
      ...changes,
      name: 'New GmbH',
      primaryContactFirstName: 'Nora',
      primaryContactLastName: 'Neu',
    });
    expect(connection).toEqual({
      ...changes,
      name: 'New GmbH',
      displayName: 'New GmbH',
      primaryContact: { firstName: 'Nora', lastName: 'Neu' },
      version: 2,
      updatedAt: '2026-02-01T00:00:00.000Z',
    });
    expect(await eventNames(caller)).toEqual(['client.created', 'client.created', 'client.updated']);
  });

  test('keeps what is left out', async () => {
    const { connection } = await updateOrganization({ phone: '5' });
    expect(connection).toMatchObject({
      ...kept,
      phone: '5',
      name: 'Old Inc',
      primaryContact: { firstName: 'Olga', lastName: 'Old' },
    });
  });

  test('clears by null what may be empty, and by an empty text', async () => {
    const { connection } = await updateOrganization({
      address: null,
      phone: null,
      fax: '',
      websiteUrl: null,
      customFields: null,
      primaryContactFirstName: null,
      primaryContactLastName: null,
    });
    expect(connection).toMatchObject({
      address: { street: null, city: null, state: null, zipCode: null, countryCode: null },
      phone: null,
      fax: null,
      websiteUrl: null,
      customFields: [],
      primaryContact: null,
      name: 'Old Inc',
    });
  });

  test('takes an address as a whole: what is left out of it is empty', async () => {
    const { connection } = await updateOrganization({ address: { city: 'Newtown' } });
    expect(connection.address).toEqual({
      street: null,
      city: 'Newtown',
      state: null,
      zipCode: null,
      countryCode: null,
    });
  });

  test('does not lose by null what it must have, and hears of every problem at once', async () => {
    const result = await updateOrganization({
      name: null,
      businessEmail: null,
      language: null,
      currency: null,
      websiteUrl: 'ftp://example.com',
      customFields: [{ name: ' ', value: '' }],
    });
    expect(issuesOf(result).sort()).toEqual([
      'businessEmail: REQUIRED',
      'currency: REQUIRED',
      'customFields.0.name: REQUIRED',
      'language: REQUIRED',
      'name: REQUIRED',
      'websiteUrl: INVALID_URL',
    ]);
    const { connection } = await updateOrganization({});
    expect(connection).toMatchObject({ ...kept, name: 'Old Inc' });
  });
});

describe('an individual', () => {
  test('is called by its names as they are now', async () => {
    const { connection } = await updateIndividual({ lastName: 'Panther' });
    expect(connection).toMatchObject({
      ...kept,
      firstName: 'Peter',
      lastName: 'Panther',
      displayName: 'Peter Panther',
      primaryContact: { firstName: 'Peter', lastName: 'Panther' },
    });
    const { connection: again } = await updateIndividual({ firstName: 'Petra', address: null, phone: null });
    expect(again).toMatchObject({ displayName: 'Petra Panther', phone: null, address: { city: null } });
    expect(await eventNames(caller, ['CLIENT_UPDATED'])).toEqual(['client.updated', 'client.updated']);
  });

  test('does not lose by null what it must have, and hears of every problem at once', async () => {
    const result = await updateIndividual({ firstName: null, lastName: null, currency: 'eur' });
    expect(issuesOf(result)).toEqual([
      'firstName: REQUIRED',
      'lastName: REQUIRED',
      'currency: INVALID_CURRENCY',
    ]);
  });
});

describe('either', () => {
  test('is refused when it is at another version than expected, and says at which', async () => {
    await updateOrganization({ expectedVersion: 1, phone: '5' });
    const late = await updateOrganization({ expectedVersion: 1, phone: '6' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    const { connection } = await updateOrganization({ expectedVersion: 2 });
    expect(connection).toMatchObject({ phone: '5', version: 3 });

    const early = await updateIndividual({ expectedVersion: 2, phone: '6' });
    expect(early).toMatchObject({ __typename: 'VersionConflict', currentVersion: 1 });
  });

  test('of two edits of one version at once one is made and one is refused', async () => {
    const results = await Promise.all(
      ['5', '6'].map((phone) => updateOrganization({ expectedVersion: 1, phone })),
    );
    const typenames = results.map((result) => result.__typename).sort();
    expect(typenames).toEqual(['UpdateOrganizationSuccess', 'VersionConflict']);
  });

  test('is not found by an id that is not its own', async () => {
    for (const id of [...wrongIds(organization.id), individual.id]) {
      expect(await updateOrganization({ id })).toMatchObject({ __typename: 'NotFound' });
    }
    const disguised = individual.id.replace('Individual', 'Organization');
    expect(await updateOrganization({ id: disguised })).toMatchObject({ __typename: 'NotFound' });
    for (const id of [...wrongIds(individual.id), organization.id]) {
      expect(await updateIndividual({ id })).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await eventNames(caller, ['CLIENT_UPDATED'])).toEqual([]);
  });
});
