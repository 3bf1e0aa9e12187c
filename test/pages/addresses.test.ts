import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import {
  draftInvoice,
  newVisitor,
  type Statement,
  sentEstimate,
  sentInvoice,
  startPages,
  usePages,
  type Visitor,
} from './visitor.ts';

const gateway = usePages();
let caller: Caller;
let visitor: Visitor;
let invoice: Statement;
let estimate: Statement;
let nothing: Awaited<ReturnType<typeof seen>>;
beforeAll(async () => {
  caller = await gateway.createCaller();
  visitor = newVisitor(gateway);
  invoice = await sentInvoice(caller);
  estimate = await sentEstimate(caller);
  nothing = await seen('/invoices/nothing');
});

/** All that an answer shows, without its date. */
async function seen(path: string, method = 'GET') {
  const response = await newVisitor(gateway).ask(path, { method });
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

describe('what is not there', () => {
  test('is a friendly page', () => {
    expect(nothing.status).toBe(404);
    expect(nothing.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(nothing.body).toContain('<h1>There is nothing here</h1>');
  });

  test('answers the same for every reason', async () => {
    const [, , account, key] = invoice.path.split('/') as [string, string, string, string];
    const other = await gateway.createCaller();
    const otherPath = (await sentInvoice(other)).path;
    const otherAccount = otherPath.split('/')[2];
    const paths = [
      '/invoices',
      '/invoices/',
      '/estimates/x/y/z',
      `/invoices/${account}`,
      `/invoices/${account}/`,
      `/invoices/${account}/${key.slice(1)}`,
      `/invoices/${account}/${key}/`,
      `/invoices/${account}/${key}/constructor`,
      `/invoices/${account}/${key}/accept`,
      `/invoices/${account}/${'A'.repeat(20)}`,
      `/invoices/${'A'.repeat(22)}/${key}`,
      `/invoices/${otherAccount}/${key}`,
      `/estimates/${account}/${key}`,
      `/invoices/${account}/${key}%00`,
      `/invoices/${account}/%F0%9F%98%80`,
    ];
    for (const path of paths) expect(await seen(path), path).toEqual(nothing);
    for (const part of ['.pdf', '/live']) {
      expect(await seen(`/invoices/${otherAccount}/${key}${part}`), part).toEqual(nothing);
    }
    for (const part of ['/viewed', '/accept']) {
      expect(await seen(`/estimates/${otherAccount}/${key}${part}`, 'POST'), part).toEqual(nothing);
    }
    expect((await seen(`/invoices/${otherAccount}/${otherPath.split('/')[3]}`)).status).toBe(200);
  });

  test.each([
    ['invoice', 'Invoice', () => draftInvoice(caller)],
    ['estimate', 'Estimate', () => sentEstimate(caller)],
  ])('an %s in the trash is gone with all of its parts, and comes back', async (_, name, make) => {
    const { id, path } = await make();
    const reads = ['', '.pdf', '/live'];
    const writes = name === 'Estimate' ? ['/viewed', '/accept'] : ['/viewed'];
    await caller.mutateById(`trash${name}`, id);
    for (const part of reads) expect(await seen(`${path}${part}`), part).toEqual(nothing);
    for (const part of writes) expect(await seen(`${path}${part}`, 'POST'), part).toEqual(nothing);
    await caller.mutateById(`restore${name}`, id);
    expect((await seen(path)).status).toBe(200);
    await caller.mutateById(`trash${name}`, id);
    await caller.mutateById(`purge${name}`, id);
    expect(await seen(path)).toEqual(nothing);
  });
});

describe('methods', () => {
  test('HEAD answers as GET does, without the page', async () => {
    for (const path of [invoice.path, `${invoice.path}.pdf`, '/invoices/nothing']) {
      const [head, get] = [await seen(path, 'HEAD'), await seen(path)];
      expect(head.status).toBe(get.status);
      expect(head.body).toBe('');
      const { 'content-length': __, ...headers } = get.headers;
      expect(head.headers).toMatchObject(headers);
    }
  });

  test.each([
    ['', 'PUT', 'GET, HEAD'],
    ['', 'POST', 'GET, HEAD'],
    ['', 'OPTIONS', 'GET, HEAD'],
    ['.pdf', 'DELETE', 'GET, HEAD'],
    ['/live', 'POST', 'GET'],
    ['/viewed', 'GET', 'POST'],
    ['/accept', 'GET', 'POST'],
  ])('"%s" does not take %s, and says what it takes', async (part, method, allow) => {
    const { status, headers } = await seen(`${estimate.path}${part}`, method);
    expect([status, headers.allow]).toEqual([405, allow]);
    // No more does an estimate that there is not.
    const unknown = await seen(`${estimate.path.slice(0, -20)}${'A'.repeat(20)}${part}`, method);
    expect([unknown.status, unknown.headers.allow]).toEqual([405, allow]);
  });

  test('what is sent along is not read, and more than a little is refused', async () => {
    const body = 'x'.repeat(2_000);
    const response = await visitor.ask(`${estimate.path}/accept`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
    const small = await visitor.ask(`${invoice.path}/viewed`, { method: 'POST', body: 'x=1' });
    expect(small.status).toBe(204);
  });

  test('everything else is as it was', async () => {
    const { data } = await caller.run('{ __typename }').then((answer) => ({ data: answer }));
    expect(data).toEqual({ __typename: 'Query' });
    expect((await visitor.ask('/health')).status).toBe(200);
    expect((await visitor.ask('/invoicesx')).status).toBe(404);
    expect((await visitor.ask('/invoicesx')).headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('headers', () => {
  test('of every answer keep its address to itself, and everything else out', async () => {
    const answers = [
      await seen(invoice.path),
      await seen(`${invoice.path}.pdf`),
      await seen(`${invoice.path}/viewed`, 'POST'),
      await seen(invoice.path, 'PUT'),
      nothing,
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 204, 405, 404]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; connect-src 'self'; img-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
        ),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex, nofollow',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('set-cookie');
    }
  });

  test('ask for TLS where the public address has it', async () => {
    const secure = await startPages({ PUBLIC_URL: 'https://billing.example.com' });
    const response = await newVisitor(secure).ask('/invoices/nothing');
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/);
    await secure.stop();
  });
});
