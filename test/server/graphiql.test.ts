import { beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { useGateway } from '../support/gateway.ts';
import { exchange } from '../support/post.ts';

const gateway = useGateway();
let page: string;
beforeAll(async () => {
  page = (await exchange(gateway.url, { headers: { accept: 'text/html' } })).text;
});

test('a browser gets GraphiQL where programs get JSON', async () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  const { status, headers, text } = await exchange(gateway.url, { headers: { accept } });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/html');
  expect(text).toContain('<title>Billing gateway</title>');
});

test('the page loads nothing: no script, style, picture or font has an address', () => {
  const markup = page.replace(/<(script|style)\b([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>');
  const addresses = Array.from(
    markup.matchAll(/\s(?:src|href|srcset)\s*=\s*["']?([^"'\s>]+)/gi),
    ([, to]) => to!,
  );
  expect(markup).toContain('<script');
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => !address.startsWith('data:'))).toEqual([]);

  // The styles lie in the page too, some of them within its script.
  expect(page).toMatch(/url\(["']?data:font/);
  expect(page.match(/(?:url\(|@import)\s*["']?(?:https?:|\/|\.)[^"')]*/g)).toBeNull();
});

describe('the tabs are ready to run', () => {
  test('a list, mutations and a subscription', () => {
    for (const operation of ['query Invoices', 'mutation CreateInvoice', 'subscription PaymentReceived']) {
      expect(page).toContain(operation);
    }
  });

  test('with the key of the demo account, where there is one', async () => {
    const { token } = await gateway.createCaller();
    expect(page).not.toContain('sk_live_');
    const demo = await serve(gateway.gateway, { demoKey: token });
    const { text } = await exchange(`http://127.0.0.1:${demo.port}/graphql`, {
      headers: { accept: 'text/html' },
    });
    expect(text).toContain(token);
    await demo.stop();
  });
});

test('there is no GraphiQL where it is not wanted', async () => {
  const production = await serve(gateway.gateway, null);
  const { text } = await exchange(`http://127.0.0.1:${production.port}/graphql`, {
    headers: { accept: 'text/html' },
  });
  expect(text).not.toContain('<html');
  await production.stop();
});
