import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPeter, createPorter, type Porter, SAMPLE_INSTANT, testRows } from './hiveage.ts';
import { CONTENT, content, shownContent } from './sample-content.ts';
import { letter, readLetter, shownLetter } from './sample-letter.ts';

const gateway = useGateway();
let porter: Porter;
let peter: Answer;
beforeEach(async () => {
  porter = await createPorter(gateway);
  peter = await createPeter(porter);
});

// The sample estimate, as Hiveage's request has it.
const said = {
  date: '2015-01-18',
  expireDate: '2016-10-01',
  statementNo: 'EST-001',
  summary: 'Estimate summary',
  note: 'Estimate Note',
  sendReminders: false,
};
const FIELDS = `
  id hashKey state statementNo date expireDate summary note sendReminders createdAt
  connection { id hashKey displayName } ${CONTENT}`;

async function create(input: object = {}): Promise<Answer> {
  const whole = { connectionId: peter.id, ...said, ...content, ...input };
  return (await porter.make('createEstimate', whole, `estimate { ${FIELDS} }`)).estimate;
}

async function find(hashKey: string): Promise<Answer> {
  const query = `query($hashKey: String!) { estimate(by: { hashKey: $hashKey }) { ${FIELDS} } }`;
  return (await porter.run(query, { hashKey })).estimate;
}

async function list(variables: object = {}): Promise<string[]> {
  const query = `query($orderBy: EstimateOrder, $first: Int) {
    estimates(orderBy: $orderBy, first: $first) { nodes { statementNo } }
  }`;
  const { estimates } = await porter.run(query, variables);
  return estimates.nodes.map(({ statementNo }: Answer) => statementNo);
}

describe('Hiveage: estimates', () => {
  testRows('estimates', {
    'POST estm': async () => {
      expect(await create()).toEqual({
        ...said,
        ...shownContent,
        id: expect.any(String),
        hashKey: expect.any(String),
        state: 'DRAFT',
        connection: peter,
        createdAt: SAMPLE_INSTANT,
      });
      expect(await porter.eventNames()).toEqual(['client.created', 'proposal.created']);

      const again = { connectionId: peter.id, ...said };
      expect(await porter.mutate('createEstimate', again)).toMatchObject({ __typename: 'StatementNoTaken' });
      const expired = { ...again, expireDate: '2015-01-17' };
      expect(issuesOf(await porter.mutate('createEstimate', expired, ISSUES))).toEqual([
        'expireDate: EXPIRES_BEFORE_DATE',
      ]);
    },

    'GET estm/:hash_key': async () => {
      const estimate = await create();
      expect(await find(estimate.hashKey)).toEqual(estimate);
      expect(await find('q00MYh2dywH6RA')).toBeNull();
    },

    'PUT estm/:hash_key': async () => {
      const estimate = await create();
      const other = await createPeter(porter, 'Llewelyn Davies');
      const changes = { statementNo: 'EST-002', summary: 'Estimate summary to be updated' };
      const { estimate: changed } = await porter.make(
        'updateEstimate',
        { id: estimate.id, connectionId: other.id, ...changes },
        `estimate { ${FIELDS} }`,
      );
      expect(changed).toEqual({ ...estimate, ...changes, connection: other });
    },

    'DELETE estm/:hash_key': async () => {
      const { id, hashKey } = await create();
      const { estimate } = await porter.makeById('trashEstimate', id, 'estimate { id trashedAt }');
      expect(estimate).toEqual({ id, trashedAt: SAMPLE_INSTANT });
      // "It will not be deleted permanently."
      expect(await find(hashKey)).toMatchObject({ id });
      expect(await list()).toEqual([]);
    },

    'GET estm': async () => {
      await create({ statementNo: 'EST-002' });
      await create({ statementNo: 'EST-003', date: '2015-03-18' });
      const { id } = await create({ date: '2015-02-18' });
      await porter.make('sendEstimate', { estimateId: id }, 'estimate { state }');

      expect(await list()).toEqual(['EST-003', 'EST-001', 'EST-002']);
      const ascending = (field: string) => ({ orderBy: { field, direction: 'ASC' } });
      expect(await list(ascending('DATE'))).toEqual(['EST-002', 'EST-001', 'EST-003']);
      expect(await list(ascending('STATEMENT_NO'))).toEqual(['EST-001', 'EST-002', 'EST-003']);
      expect((await list(ascending('STATE'))).at(-1)).toBe('EST-001');
      expect(await list({ first: 1 })).toEqual(['EST-003']);
    },

    'POST estm/:hash_key/deliver': async () => {
      const { id, hashKey } = await create();
      const sent = await porter.make(
        'sendEstimate',
        { estimateId: id },
        'delivery { state recipients { name email } subject attachment }',
      );
      expect(sent.delivery).toEqual({
        ...{ state: 'QUEUED', attachment: false },
        recipients: [{ name: 'Peter Pan', email: 'peter@example.com' }],
        subject: expect.stringContaining('EST-001'),
      });
      expect(await find(hashKey)).toMatchObject({ state: 'SENT' });

      await porter.make('sendEstimate', { estimateId: id, message: letter }, 'delivery { id }');
      await gateway.work();
      expect(await readLetter(gateway, letter.subject)).toEqual({
        ...shownLetter,
        attachments: ['application/pdf: Estimate EST-001.pdf'],
      });
      // "An estimate can have different states: draft, viewed, sent, accept."
      const fields = 'estimate { state }';
      expect((await porter.makeById('acceptEstimate', id, fields)).estimate.state).toBe('ACCEPTED');
    },
  });
});
