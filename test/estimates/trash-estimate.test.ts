import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { FIELDS, makeEstimate, readEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let estimate: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  estimate = await makeEstimate(caller, { connectionId });
});

const trash = (id: string) =>
  caller.mutateById('trashEstimate', id, `${STATE} ... on TrashEstimateSuccess { estimate { ${FIELDS} } }`);
const restore = (id: string) =>
  caller.mutateById('restoreEstimate', id, `... on RestoreEstimateSuccess { estimate { ${FIELDS} } }`);
const purge = (id: string) =>
  caller.mutateById('purgeEstimate', id, `${STATE} ... on PurgeEstimateSuccess { deletedId }`);

async function list(trashed: boolean): Promise<string[]> {
  const { estimates } = await caller.run(
    'query($trashed: Boolean) { estimates(filter: { trashed: $trashed }) { nodes { id } totalCount } }',
    { trashed },
  );
  expect(estimates.totalCount).toBe(estimates.nodes.length);
  return estimates.nodes.map(({ id }: Answer) => id);
}

test('a trashed estimate is in the trash and in no other list, and is still to be found', async () => {
  gateway.clock.moveTo('2026-02-01T10:00:00Z');
  const { estimate: trashed } = await trash(estimate.id);
  const now = '2026-02-01T10:00:00.000Z';
  expect(trashed).toEqual({ ...estimate, version: 2, trashedAt: now, updatedAt: now });
  expect(await list(false)).toEqual([]);
  expect(await list(true)).toEqual([estimate.id]);
  expect(await readEstimate(caller, estimate.id)).toEqual(trashed);
});

test('a restored estimate is as it was', async () => {
  await trash(estimate.id);
  const { estimate: restored } = await restore(estimate.id);
  expect(restored).toEqual({ ...estimate, version: 3 });
  expect(await list(false)).toEqual([estimate.id]);
  expect(await list(true)).toEqual([]);
});

test('to trash what is in the trash, or restore what is not, changes nothing', async () => {
  expect((await restore(estimate.id)).estimate).toEqual(estimate);
  const { estimate: first } = await trash(estimate.id);
  gateway.clock.moveTo('2026-02-01');
  expect((await trash(estimate.id)).estimate).toEqual(first);
});

test('an accepted estimate does not go to the trash', async () => {
  await caller.mutateById('acceptEstimate', estimate.id);
  expect(await trash(estimate.id)).toMatchObject({ __typename: 'InvalidState', state: 'ACCEPTED' });
  expect(await list(false)).toEqual([estimate.id]);
});

test('a trashed estimate is not sent', async () => {
  await trash(estimate.id);
  const result = await caller.mutate('sendEstimate', { estimateId: estimate.id }, STATE);
  expect(result).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
});

test('a number stays taken in the trash, and is free once it is purged', async () => {
  await trash(estimate.id);
  const again = () =>
    caller.mutate('createEstimate', {
      ...{ connectionId, date: '2026-01-15', expireDate: '2026-01-15', statementNo: 'ES-001' },
    });
  expect(await again()).toMatchObject({ __typename: 'StatementNoTaken' });
  await purge(estimate.id);
  expect(await again()).toMatchObject({ __typename: 'CreateEstimateSuccess' });
});

test('a purged estimate is gone; the log tells of it, and its invoice stays', async () => {
  await caller.mutate('sendEstimate', { estimateId: estimate.id });
  const converted = await caller.mutate(
    'convertEstimate',
    { estimateId: estimate.id, dueDate: '2026-03-01' },
    '... on ConvertEstimateSuccess { invoice { id } }',
  );
  await trash(estimate.id);
  expect(await purge(estimate.id)).toEqual({ __typename: 'PurgeEstimateSuccess', deletedId: estimate.id });
  expect(await readEstimate(caller, estimate.id)).toBeNull();
  expect(await list(true)).toEqual([]);
  expect(await purge(estimate.id)).toMatchObject({ __typename: 'NotFound' });
  expect(await restore(estimate.id)).toMatchObject({ __typename: 'NotFound' });

  const { invoice, events } = await caller.run(
    `query($id: ID!) {
      invoice(by: { id: $id }) { estimate { id } billedTotal { amount } lineItems { description } }
      events(types: [PROPOSAL_CREATED]) { nodes { ... on ProposalCreatedEvent { estimate { id } } } }
    }`,
    { id: converted.invoice.id },
  );
  const kept = { billedTotal: { amount: '100.00' }, lineItems: [{ description: 'Travel' }] };
  expect(invoice).toEqual({ estimate: null, ...kept });
  expect(events.nodes).toEqual([{ estimate: null }]);
});

test('only what is in the trash is purged', async () => {
  expect(await purge(estimate.id)).toMatchObject({ __typename: 'InvalidState', state: 'DRAFT' });
  await caller.mutateById('acceptEstimate', estimate.id);
  expect(await purge(estimate.id)).toMatchObject({ __typename: 'InvalidState', state: 'ACCEPTED' });
  expect(await list(false)).toEqual([estimate.id]);
});

test('a connection that an estimate names is not purged, though it be in the trash', async () => {
  await caller.mutateById('trashConnection', connectionId);
  await trash(estimate.id);
  expect(await caller.mutateById('purgeConnection', connectionId, STATE)).toMatchObject({
    __typename: 'InvalidState',
    state: 'HAS_STATEMENTS',
  });
  await purge(estimate.id);
  expect(await caller.mutateById('purgeConnection', connectionId)).toMatchObject({
    __typename: 'PurgeConnectionSuccess',
  });
});

test('nothing is found by an id that is no estimate’s here', async () => {
  const other = await gateway.createCaller();
  const foreign = await makeEstimate(other, { connectionId: (await other.createOrganization()).id });
  for (const id of [...wrongIds(estimate.id), foreign.id]) {
    for (const step of [trash, restore, purge]) {
      expect(await step(id)).toMatchObject({ __typename: 'NotFound' });
    }
  }
  expect(await readEstimate(other, foreign.id)).toEqual(foreign);
});
