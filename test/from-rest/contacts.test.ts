import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPorter, type Porter, testRows } from './hiveage.ts';

const gateway = useGateway();
let porter: Porter;
let connection: Answer;
beforeEach(async () => {
  porter = await createPorter(gateway);
  gateway.clock.moveTo('2014-07-21T11:04:58Z');
  connection = await porter.createOrganization();
});

const peter = {
  firstName: 'Peter',
  lastName: 'Pan',
  email: 'peter@example.com',
  mobile: '562-556-5555',
  phone: '562-381-5555',
};
const FIELDS = 'id firstName lastName email mobile phone createdAt';

async function create(input: object = peter): Promise<Answer> {
  const said = { connectionId: connection.id, ...input };
  return (await porter.make('createContact', said, `contact { ${FIELDS} }`)).contact;
}

async function find(id: string): Promise<Answer> {
  return (await porter.run(`query($id: ID!) { contact(id: $id) { ${FIELDS} } }`, { id })).contact;
}

describe('Hiveage: contacts', () => {
  testRows('contacts', {
    'POST network/:hash_key/contacts': async () => {
      expect(await create()).toEqual({
        ...peter,
        id: expect.any(String),
        createdAt: '2014-07-21T11:04:58.000Z',
      });
      // An address is an address; the name in front of it comes from the contact.
      const email = 'Peter Pan <peter@example.com>';
      const refused = await porter.mutate(
        'createContact',
        { connectionId: connection.id, firstName: '', email },
        ISSUES,
      );
      expect(issuesOf(refused)).toEqual(['firstName: REQUIRED', 'email: INVALID_EMAIL']);
    },

    'GET network/:hash_key/contacts/:id': async () => {
      const contact = await create();
      expect(await find(contact.id)).toEqual(contact);
      expect(await find('1245')).toBeNull();
    },

    'PUT network/:hash_key/contacts/:id': async () => {
      const { id } = await create({ ...peter, firstName: 'Petr' });
      const said = { id, firstName: 'Peter', email: 'peter@7seven7ins.com' };
      const { contact } = await porter.make('updateContact', said, `contact { ${FIELDS} }`);
      expect(contact).toMatchObject({ ...peter, ...said });
    },

    'DELETE network/:hash_key/contacts/:id': async () => {
      const { id } = await create();
      expect(await porter.makeById('deleteContact', id, 'deletedId')).toMatchObject({ deletedId: id });
      expect(await find(id)).toBeNull();
    },

    'GET network/:hash_key/contacts': async () => {
      for (const firstName of ['Wendy', 'John', 'Peter']) await create({ ...peter, firstName });
      const query = `query($hashKey: String!, $order: SortDirection, $after: String) {
        connection(by: { hashKey: $hashKey }) {
          contacts(first: 2, after: $after, direction: $order) {
            nodes { firstName } pageInfo { hasNextPage endCursor }
          }
        }
      }`;
      const read = async (options: object = {}) => {
        const answer = await porter.run(query, { hashKey: connection.hashKey, ...options });
        const { nodes, pageInfo } = answer.connection.contacts;
        return { names: nodes.map(({ firstName }: Answer) => firstName), pageInfo };
      };
      const first = await read();
      expect(first).toMatchObject({ names: ['John', 'Peter'], pageInfo: { hasNextPage: true } });
      expect(await read({ after: first.pageInfo.endCursor })).toMatchObject({ names: ['Wendy'] });
      expect(await read({ order: 'DESC' })).toMatchObject({ names: ['Wendy', 'Peter'] });
    },
  });
});
