import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { newVisitor, sentEstimate, sentInvoice, usePages, type Visitor } from './visitor.ts';

const gateway = usePages();
let caller: Caller;
let visitor: Visitor;
beforeAll(async () => {
  caller = await gateway.createCaller();
  visitor = newVisitor(gateway);
});

test('the PDF lies behind the link on the page, and says the same sums', async () => {
  const input = { amount: '1234.56', taxes: [{ name: 'VAT', rate: { percent: '7.7' } }] };
  for (const { path } of [await sentInvoice(caller, input), await sentEstimate(caller)]) {
    const page = await visitor.read(path);
    const [, link] = /<a class="button" href="([^"]+)"/.exec(page)!;
    const response = await visitor.ask(new URL(link!, `http://x${path}`).pathname);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
    const { text } = await extractText(pdf, { mergePages: true });
    const sums = page.match(/(?<=class="sum">)[^<]+/g)!;
    expect(sums.length).toBeGreaterThan(2);
    for (const sum of sums) expect(text).toContain(sum);
  }
});

test.each([
  ['IN/7', 'Invoice IN-7.pdf'],
  ['../../etc', 'Invoice ..-..-etc.pdf'],
  ['a"; filename=b.exe', 'Invoice a-; filename=b.exe.pdf'],
  ["l'été (1) *", "Invoice l'été (1) -.pdf"],
  ['請求書 7', 'Invoice 請求書 7.pdf'],
])('the file of %j is called %j', async (statementNo, name) => {
  const { path } = await sentInvoice(caller, { statementNo });
  const { headers } = await visitor.ask(`${path}.pdf`, { method: 'HEAD' });
  const [, encoded] = /^inline; filename\*=UTF-8''([\w.~%!*-]+)$/.exec(headers.get('content-disposition')!)!;
  expect(decodeURIComponent(encoded!)).toBe(name);
});
