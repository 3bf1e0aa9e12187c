import { beforeEach, describe, expect, test } from 'vitest';
import { viewEstimate } from '../../src/estimates/view-estimate.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { eventNames } from '../support/events.ts';
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

const accept = (id = estimate.id) =>
  caller.mutateById('acceptEstimate', id, `${STATE} ... on AcceptEstimateSuccess { estimate { ${FIELDS} } }`);
const send = (estimateId = estimate.id) =>
  caller.mutate(
    'sendEstimate',
    { estimateId },
    `${STATE} ... on SendEstimateSuccess { estimate { id state } delivery { state } }`,
  );
/** As the client does, on the estimate's page. */
const view = () =>
  viewEstimate({ gateway: gateway.gateway, accountId: uuidOf(caller.accountId) }, uuidOf(estimate.id));
const read = () => readEstimate(caller, estimate.id);

test('an estimate goes from draft to sent, viewed and accepted, and each step is told', async () => {
  expect(await read()).toMatchObject({ state: 'DRAFT' });
  const before = (await gateway.readMails()).length;
  expect(await send()).toMatchObject({ estimate: { state: 'SENT' }, delivery: { state: 'QUEUED' } });
  await gateway.work();
  const mails = (await gateway.readMails()).slice(before);
  expect(mails).toMatchObject([{ to: [{ address: 'email@example.com' }] }]);
  expect(mails[0]!.subject).toContain('ES-001');

  gateway.clock.moveTo('2026-01-16T09:00:00Z');
  await view();
  expect(await read()).toMatchObject({ state: 'VIEWED', updatedAt: '2026-01-16T09:00:00.000Z' });
  gateway.clock.moveTo('2026-01-17T09:00:00Z');
  await view();
  expect(await read()).toMatchObject({ state: 'VIEWED', updatedAt: '2026-01-16T09:00:00.000Z' });

  const { estimate: accepted } = await accept();
  expect(accepted).toMatchObject({ state: 'ACCEPTED', updatedAt: '2026-01-17T09:00:00.000Z' });
  expect(await read()).toEqual(accepted);
  expect(await eventNames(caller)).toEqual([
    'client.created',
    'proposal.created',
    'proposal.sent',
    'proposal.signed',
  ]);
});

test('events tell of their estimate, as it is now', async () => {
  await send();
  await accept();
  const { events } = await caller.run(`{
    events(types: [PROPOSAL_CREATED, PROPOSAL_SENT, PROPOSAL_SIGNED]) {
      nodes {
        ... on ProposalCreatedEvent { estimate { id state } }
        ... on ProposalSentEvent { estimate { id state } }
        ... on ProposalSignedEvent { estimate { id state } }
      }
    }
  }`);
  expect(events.nodes).toEqual(Array(3).fill({ estimate: { id: estimate.id, state: 'ACCEPTED' } }));
});

test('what was not sent is not viewed', async () => {
  await view();
  expect(await read()).toEqual(estimate);
});

test('an estimate that is viewed, or accepted, stays so when it is sent again', async () => {
  await send();
  await view();
  expect(await send()).toMatchObject({ estimate: { state: 'VIEWED' } });
  await accept();
  gateway.clock.moveTo('2026-02-15');
  expect(await send()).toMatchObject({ estimate: { state: 'ACCEPTED' } });
  await view();
  expect(await read()).toMatchObject({ state: 'ACCEPTED' });
  expect(await eventNames(caller, ['PROPOSAL_SENT'])).toHaveLength(3);
});

test('an estimate expires when its last day is over, unless it is accepted', async () => {
  const late = await makeEstimate(caller, { connectionId, expireDate: '2026-02-14' });
  gateway.clock.moveTo('2026-02-14T23:59:59.999Z');
  expect(await read()).toMatchObject({ isExpired: false });
  expect((await accept(late.id)).estimate).toMatchObject({ isExpired: false });
  gateway.clock.moveTo('2026-02-15');
  const { estimates } = await caller.run('{ estimates { nodes { id isExpired } } }');
  expect(estimates.nodes).toEqual([
    { id: late.id, isExpired: false },
    { id: estimate.id, isExpired: true },
  ]);
});

describe('an estimate that has expired', () => {
  beforeEach(() => gateway.clock.moveTo('2026-02-15'));

  test('is not sent', async () => {
    expect(await send()).toMatchObject({ __typename: 'InvalidState', state: 'EXPIRED' });
    expect(await read()).toMatchObject({ state: 'DRAFT' });
    expect(await eventNames(caller, ['PROPOSAL_SENT'])).toEqual([]);
  });

  test('is not accepted', async () => {
    expect(await accept()).toMatchObject({ __typename: 'InvalidState', state: 'EXPIRED' });
    expect(await read()).toMatchObject({ state: 'DRAFT' });
    expect(await eventNames(caller, ['PROPOSAL_SIGNED'])).toEqual([]);
  });
});

describe('an estimate is accepted', () => {
  test('once, by one of those who do so at the same time', async () => {
    const results = await Promise.all([accept(), accept(), accept()]);
    const refused = results.filter(({ __typename }) => __typename === 'InvalidState');
    expect(refused.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(results.filter((result) => result.estimate)).toHaveLength(1);
    expect(await eventNames(caller, ['PROPOSAL_SIGNED'])).toEqual(['proposal.signed']);
  });

  test('not in the trash', async () => {
    await caller.mutateById('trashEstimate', estimate.id);
    expect(await accept()).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });

  test('where there is one', async () => {
    for (const id of wrongIds(estimate.id))
      expect(await accept(id)).toMatchObject({ __typename: 'NotFound' });
    const other = await gateway.createCaller();
    const foreign = await makeEstimate(other, { connectionId: (await other.createOrganization()).id });
    expect(await accept(foreign.id)).toMatchObject({ __typename: 'NotFound' });
    expect(await readEstimate(other, foreign.id)).toEqual(foreign);
  });
});
