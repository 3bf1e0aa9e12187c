import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import {
  draftEstimate,
  eventsOf,
  newVisitor,
  sentEstimate,
  sentInvoice,
  stateOf,
  usePages,
  type Visitor,
} from './visitor.ts';

const gateway = usePages({ PUBLIC_URL: 'https://billing.example.com' });
let caller: Caller;
let visitor: Visitor;
beforeEach(async () => {
  caller = await gateway.createCaller();
  visitor = newVisitor(gateway);
});

const STRANGERS: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: 'https://billing.example.com' },
  { origin: 'https://evil.example' },
  { origin: 'https://billing.example.com.evil.example' },
  { origin: 'not an origin' },
];

const OWN: Record<string, string>[] = [
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { origin: 'https://billing.example.com' },
  // A form of a page without a referrer, in a browser that says no more.
  { origin: 'null' },
];

describe('an invoice that was sent', () => {
  test('is viewed once a page says so, for the first time only', async () => {
    const invoice = await sentInvoice(caller);
    expect(await visitor.read(invoice.path)).toContain('data-viewed="');
    const response = await visitor.post(`${invoice.path}/viewed`);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await stateOf(caller, invoice)).toBe('VIEWED');
    await visitor.post(`${invoice.path}/viewed`);
    expect((await eventsOf(caller)).filter((name) => name === 'invoice.viewed')).toHaveLength(1);
    expect(await visitor.read(invoice.path)).not.toContain('data-viewed="');
  });

  test('is not viewed by being fetched, nor by its PDF', async () => {
    const invoice = await sentInvoice(caller);
    await visitor.read(invoice.path);
    await visitor.ask(invoice.path, { method: 'HEAD' });
    await visitor.ask(`${invoice.path}.pdf`);
    expect(await stateOf(caller, invoice)).toBe('SENT');
  });

  test('is not viewed from the page of a stranger', async () => {
    const invoice = await sentInvoice(caller);
    for (const headers of STRANGERS) {
      expect((await visitor.post(`${invoice.path}/viewed`, headers)).status).toBe(403);
    }
    expect(await stateOf(caller, invoice)).toBe('SENT');
  });

  test.each(OWN)('is viewed with the headers %j', async (headers) => {
    const invoice = await sentInvoice(caller);
    expect((await visitor.post(`${invoice.path}/viewed`, headers)).status).toBe(204);
    expect(await stateOf(caller, invoice)).toBe('VIEWED');
  });

  test('is viewed from the address at which it was in fact reached', async () => {
    const invoice = await sentInvoice(caller);
    const response = await visitor.post(`${invoice.path}/viewed`, { origin: visitor.origin });
    expect(response.status).toBe(204);
  });
});

describe('an estimate', () => {
  test('is viewed in the same way; a draft never', async () => {
    const estimate = await sentEstimate(caller);
    expect((await visitor.post(`${estimate.path}/viewed`)).status).toBe(204);
    expect(await stateOf(caller, estimate)).toBe('VIEWED');
    const draft = await draftEstimate(caller);
    expect((await visitor.post(`${draft.path}/viewed`)).status).toBe(204);
    expect(await stateOf(caller, draft)).toBe('DRAFT');
  });

  test('is accepted by its form, which brings back to the page', async () => {
    const estimate = await sentEstimate(caller);
    const page = await visitor.read(estimate.path);
    const [, action] = /<form method="post" action="([^"]+)"/.exec(page)!;
    const formPath = new URL(action!, `http://x${estimate.path}`).pathname;
    const response = await visitor.post(formPath);
    expect(response.status).toBe(303);
    expect(new URL(response.headers.get('location')!, `http://x${formPath}`).pathname).toBe(estimate.path);
    expect(await stateOf(caller, estimate)).toBe('ACCEPTED');
    expect((await eventsOf(caller)).at(-1)).toBe('proposal.signed');
    expect(await visitor.read(estimate.path)).toContain('This estimate has been accepted');
  });

  test('is accepted after it was viewed, too, and by a double click once', async () => {
    const estimate = await sentEstimate(caller);
    await visitor.post(`${estimate.path}/viewed`);
    const clicks = await Promise.all([1, 2, 3].map(() => visitor.post(`${estimate.path}/accept`)));
    expect(clicks.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await stateOf(caller, estimate)).toBe('ACCEPTED');
    expect((await eventsOf(caller)).filter((name) => name === 'proposal.signed')).toHaveLength(1);
  });

  test('is not accepted as a draft, nor once it has expired: the page says why', async () => {
    const draft = await draftEstimate(caller);
    const expired = await sentEstimate(caller, { expireDate: '2026-01-15' });
    gateway.clock.moveTo('2026-01-16');
    for (const { path } of [draft, expired]) {
      expect((await visitor.post(`${path}/accept`)).status).toBe(303);
    }
    expect(await stateOf(caller, draft)).toBe('DRAFT');
    expect(await stateOf(caller, expired)).toBe('SENT');
    expect(await visitor.read(expired.path)).toContain('This estimate has expired');
    gateway.clock.moveTo('2026-01-15T09:00:00Z');
  });

  test('is not accepted from the page of a stranger', async () => {
    const estimate = await sentEstimate(caller);
    for (const headers of STRANGERS) {
      expect((await visitor.post(`${estimate.path}/accept`, headers)).status).toBe(403);
    }
    expect(await stateOf(caller, estimate)).toBe('SENT');
    const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect((await visitor.post(`${estimate.path}/accept`, own)).status).toBe(303);
    expect(await stateOf(caller, estimate)).toBe('ACCEPTED');
  });
});
