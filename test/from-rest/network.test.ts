import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPeter, createPorter, type Porter, testRows } from './hiveage.ts';

const gateway = useGateway();
let porter: Porter;
beforeEach(async () => {
  porter = await createPorter(gateway);
});

// The sample connection. A country is a code here, the language an enum's value, the category the type.
const reach = {
  businessEmail: 'email@example.com',
  currency: 'USD',
  language: 'EN_US',
  address: {
    street: '941 Example Ave. #5',
    city: 'Long Beach',
    state: 'CA',
    zipCode: '90813',
    countryCode: 'US',
  },
  phone: '562-556-5555',
  fax: '562-381-5555',
  websiteUrl: 'http://example.hiveage.com',
  customFields: [{ name: 'key', value: 'val' }],
};
const organization = {
  ...reach,
  name: 'Example Inc',
  primaryContactFirstName: 'John',
  primaryContactLastName: 'Roe',
};
const individual = { ...reach, firstName: 'John', lastName: 'Doe' };

const FIELDS = `
  __typename id hashKey displayName businessEmail currency language phone fax websiteUrl createdAt trashedAt
  address { street city state zipCode countryCode } customFields { name value }
  primaryContact { firstName lastName }
  ... on Connection { ... on Organization { name } ... on Individual { firstName lastName } }`;

const shown = {
  ...reach,
  id: expect.any(String),
  hashKey: expect.stringMatching(/^[\w-]{10,}$/),
  createdAt: '2010-07-18T00:08:10.000Z',
  trashedAt: null,
};
const shownOrganization = {
  ...{ ...shown, __typename: 'Organization', name: 'Example Inc', displayName: 'Example Inc' },
  primaryContact: { firstName: 'John', lastName: 'Roe' },
};
const shownIndividual = {
  ...{ ...shown, __typename: 'Individual', firstName: 'John', lastName: 'Doe', displayName: 'John Doe' },
  // "If network is an individual, this values is network's first_name."
  primaryContact: { firstName: 'John', lastName: 'Doe' },
};

async function create(kind: 'Organization' | 'Individual'): Promise<Answer> {
  gateway.clock.moveTo('2010-07-18T00:08:10Z');
  const input = kind === 'Organization' ? organization : individual;
  return (await porter.make(`create${kind}`, input, `connection { ${FIELDS} }`)).connection;
}

async function find(hashKey: string): Promise<Answer> {
  const query = `query($hashKey: String!) { connection(by: { hashKey: $hashKey }) { ${FIELDS} } }`;
  return (await porter.run(query, { hashKey })).connection;
}

/** The statement numbers, or names, on each page of one of a connection's lists. */
async function pagesOf(list: string, field: string, connection: Answer): Promise<string[][]> {
  const pages = [];
  for (let after: string | null = null; ; ) {
    const answer: Answer = await porter.run(
      `query($hashKey: String!, $after: String) {
        connection(by: { hashKey: $hashKey }) {
          page: ${list}(first: 2, after: $after) {
            nodes { ${field} connection { id hashKey displayName } } pageInfo { hasNextPage endCursor }
          }
        }
      }`,
      { hashKey: connection.hashKey, after },
    );
    const { nodes, pageInfo } = answer.connection.page;
    for (const node of nodes) expect(node.connection).toEqual(connection);
    pages.push(nodes.map((node: Answer) => node[field]));
    if (!pageInfo.hasNextPage) return pages;
    after = pageInfo.endCursor;
  }
}

/** Two clients, and dates from one's statements to be made with. */
async function createTwo(): Promise<Answer[]> {
  return [await createPeter(porter), await createPeter(porter, 'Other')];
}

describe('Hiveage: the network', () => {
  testRows('network', {
    'POST network': async () => {
      expect(await create('Organization')).toEqual(shownOrganization);
      expect(await create('Individual')).toEqual(shownIndividual);
      expect(await porter.eventNames()).toEqual(['client.created', 'client.created']);

      const refused = await porter.mutate(
        'createOrganization',
        { ...organization, name: '', address: { countryCode: 'United States' } },
        ISSUES,
      );
      expect(issuesOf(refused)).toEqual(['name: REQUIRED', 'address.countryCode: INVALID_COUNTRY_CODE']);
    },

    'GET network/:hash_key': async () => {
      for (const kind of ['Organization', 'Individual'] as const) {
        const made = await create(kind);
        expect(await find(made.hashKey)).toEqual(made);
      }
      expect(await find('Uv1xF6KVxj9GoA')).toBeNull();
    },

    'PUT network/:hash_key': async () => {
      const { id } = await create('Organization');
      const changed = { id, businessEmail: 'donna-up@7seven7ins.com' };
      const fields = `connection { ${FIELDS} }`;
      expect((await porter.make('updateOrganization', changed, fields)).connection).toEqual({
        ...shownOrganization,
        businessEmail: 'donna-up@7seven7ins.com',
      });

      const person = await create('Individual');
      const renamed = { id: person.id, firstName: 'Donna' };
      expect((await porter.make('updateIndividual', renamed, fields)).connection).toEqual({
        ...{ ...shownIndividual, firstName: 'Donna', displayName: 'Donna Doe' },
        primaryContact: { firstName: 'Donna', lastName: 'Doe' },
      });
      // The category is fixed: each of the two knows only its own.
      const other = await porter.mutate('updateIndividual', { id, firstName: 'Donna' });
      expect(other).toMatchObject({ __typename: 'NotFound' });
    },

    'DELETE network/:hash_key': async () => {
      const { id, hashKey } = await create('Organization');
      const { connection } = await porter.makeById('trashConnection', id, 'connection { id trashedAt }');
      expect(connection).toEqual({ id, trashedAt: '2010-07-18T00:08:10.000Z' });
      // In the trash it can be found, but is in no list, and gets no new statements.
      expect(await find(hashKey)).toMatchObject({ id, trashedAt: '2010-07-18T00:08:10.000Z' });
      expect(await porter.run('{ connections { nodes { id } } }')).toEqual({ connections: { nodes: [] } });
      const dates = { date: '2015-01-18', dueDate: '2015-10-18' };
      expect(await porter.mutate('createInvoice', { connectionId: id, ...dates })).toMatchObject({
        __typename: 'InvalidState',
      });
    },

    'GET network': async () => {
      for (const name of ['Charlie', 'Alpha', 'Bravo']) await porter.createOrganization({ name });
      const query = `query($order: SortDirection, $after: String) {
        connections(first: 2, after: $after, direction: $order) {
          nodes { displayName } pageInfo { hasNextPage endCursor }
        }
      }`;
      const names = ({ connections }: Answer) => connections.nodes.map((node: Answer) => node.displayName);
      const first = await porter.run(query);
      expect(names(first)).toEqual(['Alpha', 'Bravo']);
      const { hasNextPage, endCursor } = first.connections.pageInfo;
      expect(hasNextPage).toBe(true);
      expect(names(await porter.run(query, { after: endCursor }))).toEqual(['Charlie']);
      expect(names(await porter.run(query, { order: 'DESC' }))).toEqual(['Charlie', 'Bravo']);
    },

    'GET network/:hash_key/invoices': async () => {
      const [peter, other] = await createTwo();
      for (const [index, date] of ['2015-01-18', '2015-03-01', '2015-02-01'].entries()) {
        const dates = { date, dueDate: '2015-10-18', statementNo: `IN-00${index + 1}` };
        await porter.createInvoice({ connectionId: peter.id, ...dates });
      }
      await porter.createInvoice({ connectionId: other.id });
      expect(await pagesOf('invoices', 'statementNo', peter)).toEqual([['IN-002', 'IN-003'], ['IN-001']]);
    },

    'GET network/:hash_key/estimates': async () => {
      const clients = await createTwo();
      for (const [index, client] of [0, 0, 1, 0].entries()) {
        const input = { date: `2015-01-1${index}`, expireDate: '2016-01-18', statementNo: `ES-${index}` };
        const { id: connectionId } = clients[client];
        await porter.make('createEstimate', { connectionId, ...input }, 'estimate { id }');
      }
      expect(await pagesOf('estimates', 'statementNo', clients[0])).toEqual([['ES-3', 'ES-1'], ['ES-0']]);
    },

    'GET network/:hash_key/recurring_invoices': async () => {
      const clients = await createTwo();
      for (const [index, client] of [0, 0, 1, 0].entries()) {
        const input = { recurringMethod: 'SAVE_DRAFT', startDate: '2015-10-18', intervalUnit: 'YEARS' };
        const { id: connectionId } = clients[client];
        await porter.make(
          'createRecurringInvoice',
          { connectionId, profileName: `RI-${index}`, ...input },
          'recurringInvoice { id }',
        );
      }
      const pages = await pagesOf('recurringInvoices', 'profileName', clients[0]);
      expect(pages).toEqual([['RI-3', 'RI-1'], ['RI-0']]);
    },
  });
});
