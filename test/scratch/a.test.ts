import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
let gateway: TestGateway;
beforeAll(async () => { gateway = await startGateway(); });
afterAll(() => gateway.stop());
const out = (x: unknown) => process.stdout.write(`${typeof x === 'string' ? x : JSON.stringify(x)}\n`);
test('audits', async () => {
  const c = await gateway.createCaller();
  for (const key of [undefined, c.token]) {
    const audits = serverAudits({ url: gateway.url, fetchFn: (u: any, i: any) => fetch(u, { ...i, headers: { ...i?.headers, ...(key && { authorization: `Bearer ${key}` }) } }) });
    let ok = 0;
    for (const a of audits) { const r = await a.fn(); if (r.status === 'ok') ok++; else out([a.id, r.name, r.status, (r as any).reason]); }
    out(`${ok}/${audits.length}`);
  }
});
async function show(label: string, init: RequestInit & {path?: string, duplex?: string}) {
  try {
    const r = await fetch(gateway.url + (init.path ?? ''), init as never);
    out(`${label}: ${r.status} ${r.headers.get('content-type')} ${(await r.text()).slice(0, 300)}`);
  } catch (e) { out(`${label}: threw ${(e as Error).message} ${((e as any).cause)?.message}`); }
}
test('requests', async () => {
  const c = await gateway.createCaller();
  const auth = { authorization: `Bearer ${c.token}` };
  const json = { ...auth, 'content-type': 'application/json' };
  const q = JSON.stringify({ query: '{ viewer { account { name } } }' });
  await show('ok', { method: 'POST', headers: json, body: q });
  await show('lower', { method: 'POST', headers: { ...json, authorization: `bearer ${c.token}` }, body: q });
  await show('basic', { method: 'POST', headers: { ...json, authorization: `basic ${btoa(`${c.token}:x`)}` }, body: q });
  await show('none', { method: 'POST', headers: { 'content-type': 'application/json' }, body: q });
  await show('none gr', { method: 'POST', headers: { accept: 'application/graphql-response+json', 'content-type': 'application/json' }, body: q });
  await show('wrong', { method: 'POST', headers: { ...json, authorization: 'Bearer nope' }, body: q });
  await show('garbage', { method: 'POST', headers: { ...json, authorization: 'Digest nope' }, body: q });
  const intro = JSON.stringify({ query: '{ __typename __schema { queryType { name } } }' });
  await show('intro none', { method: 'POST', headers: { 'content-type': 'application/json' }, body: intro });
  await show('intro wrong', { method: 'POST', headers: { ...json, authorization: 'Bearer nope' }, body: intro });
  await show('intro empty auth', { method: 'POST', headers: { ...json, authorization: '' }, body: intro });
  for (const t of ['application/x-www-form-urlencoded', 'application/graphql', 'text/plain', 'application/graphql+json'])
    await show(t, { method: 'POST', headers: { ...auth, 'content-type': t }, body: t.includes('json') ? q : 'query={viewer{account{name}}}' });
  const f = new FormData(); f.set('operations', q); f.set('map', '{}');
  await show('multipart', { method: 'POST', headers: auth, body: f });
  await show('notype', { method: 'POST', headers: auth, body: new Uint8Array(Buffer.from(q)) });
  await show('GET mutation', { headers: auth, path: `?query=${encodeURIComponent('mutation { deleteContact(id: "x") { __typename } }')}` });
  await show('GET query', { headers: auth, path: `?query=${encodeURIComponent('{ viewer { account { name } } }')}` });
  await show('GET subscription', { headers: { ...auth, accept: 'application/json' }, path: `?query=${encodeURIComponent('subscription { events { id } }')}` });
  await show('PUT', { method: 'PUT', headers: json, body: q });
  await show('DELETE', { method: 'DELETE', headers: json });
  await show('OPTIONS', { method: 'OPTIONS', headers: json });
  await show('HEAD', { method: 'HEAD', headers: json });
  const big = JSON.stringify({ query: '{ viewer { account { name } } }', variables: { x: 'x'.repeat(5_000_000) } });
  await show('5MB', { method: 'POST', headers: json, body: big });
  await show('5MB chunked', { method: 'POST', headers: json, duplex: 'half', body: new ReadableStream({ start(k) { for (let i = 0; i < big.length; i += 65536) k.enqueue(Buffer.from(big.slice(i, i + 65536))); k.close(); } }) });
  for (const b of ['{', '', '[]', '[' + q + ']', 'null', '"x"', '{}', '{"query":1}', '{"query":""}', '{"query":"{ nope }"}', '{"query":"{"}', '{"query":"{viewer{account{name}}}","variables":[]}', '{"query":"{viewer{account{name}}}","variables":"x"}', '{"query":"{viewer{account{name}}}","operationName":1}', '{"query":"{viewer{account{name}}}","operationName":"x"}', '{"query":"query A{viewer{account{name}}} query B{viewer{account{name}}}"}', '{"query":"{viewer{account{name}}}","extensions":1}', '{"query":"{viewer{account{name}}}","nonsense":1}', '{"query":"query($x:Int!){invoices(first:$x){nodes{id}}}","variables":{"x":"a"}}','{"query":"{invoices(first:101){nodes{id}}}"}'])
    await show(`body ${b}`, { method: 'POST', headers: json, body: b });
  for (const b of ['{', '{"query":"{ nope }"}', '{"query":"{"}', '{"query":"query($x:Int!){invoices(first:$x){nodes{id}}}","variables":{"x":"a"}}'])
    await show(`gr body ${b}`, { method: 'POST', headers: { ...json, accept: 'application/graphql-response+json' }, body: b });
  await show('latin', { method: 'POST', headers: { ...json, 'content-type': 'application/json; charset=latin1' }, body: q });
  await show('gzip', { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: q });
  await show('badutf8', { method: 'POST', headers: json, body: Buffer.concat([Buffer.from('{"query":"{viewer{account{name}}} #'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]) });
  await show('html', { headers: { accept: 'text/html' } });
  await show('health', { path: '/../health' });
  await show('yoga health', { path: '/health' });
  await show('other', { path: '/../nope' });
  await show('ready', { path: '/../readiness' });
  await show('accept xml', { method: 'POST', headers: { ...json, accept: 'application/xml' }, body: q });
  await show('sse query', { method: 'POST', headers: { ...json, accept: 'text/event-stream' }, body: q });
  await show('sse bad sub', { method: 'POST', headers: { ...json, accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { events(after: "x") { id } }' }) });
  await show('sse nokey', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { events { id } }' }) });
  await show('multipart accept', { method: 'POST', headers: { ...json, accept: 'multipart/mixed' }, body: q });
});
