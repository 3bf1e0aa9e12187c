import { beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, type Statement, sentInvoice, startPages, usePages, type Visitor } from './visitor.ts';

const gateway = usePages();
let invoice: Statement;
beforeAll(async () => {
  invoice = await sentInvoice(await gateway.createCaller());
});

async function statuses(visitor: Visitor, path: string, count: number, method = 'HEAD'): Promise<number[]> {
  const responses = await Promise.all(Array.from({ length: count }, () => visitor.ask(path, { method })));
  return responses.map(({ status }) => status).sort();
}

const many = (count: number, status: number) => Array<number>(count).fill(status);

describe('in a minute one network may', () => {
  test('open 60 pages, and is then asked to wait', async () => {
    const visitor = newVisitor(gateway);
    expect(await statuses(visitor, invoice.path, 62)).toEqual([...many(60, 200), ...many(2, 429)]);
    const response = await visitor.ask(invoice.path);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('<h1>One moment, please</h1>');
    expect((await newVisitor(gateway).ask(invoice.path)).status).toBe(200);
  });

  test('have 20 PDFs', async () => {
    const visitor = newVisitor(gateway);
    expect(await statuses(visitor, `${invoice.path}.pdf`, 21)).toEqual([...many(20, 200), 429]);
    expect((await visitor.ask(invoice.path)).status).toBe(200);
  });

  test('say 60 times that a page was viewed', async () => {
    const visitor = newVisitor(gateway);
    expect(await statuses(visitor, `${invoice.path}/viewed`, 61, 'POST')).toEqual([...many(60, 204), 429]);
  });

  test('miss 20 times: then it is told nothing, not even of what there is', async () => {
    const visitor = newVisitor(gateway);
    for (let count = 0; count < 20; count += 1) {
      const key = `${count}`.padStart(20, 'A');
      expect((await visitor.ask(`${invoice.path.slice(0, -20)}${key}`)).status).toBe(404);
    }
    for (const path of ['/invoices/nothing', invoice.path, `${invoice.path}.pdf`, `${invoice.path}/live`]) {
      expect((await visitor.ask(path)).status).toBe(429);
    }
  });
});

test('all addresses of an IPv6 network are one, and others are not', async () => {
  const one = newVisitor(gateway, '2001:db8:1:2::1');
  expect(await statuses(one, invoice.path, 60)).toEqual(many(60, 200));
  expect((await newVisitor(gateway, '2001:db8:1:2:ffff::9').ask(invoice.path)).status).toBe(429);
  expect((await newVisitor(gateway, '2001:db8:1:3::1').ask(invoice.path)).status).toBe(200);
});

test('without a trusted proxy, an address that is only said does not count', async () => {
  const direct = await startPages({ TRUST_PROXY: '0' });
  const paths = Array.from({ length: 61 }, (_, count) => newVisitor(direct, `10.9.9.${count}`));
  const answers = await Promise.all(paths.map((visitor) => visitor.post('/invoices/nothing')));
  expect(answers.map(({ status }) => status)).toContain(429);
  await direct.stop();
});
