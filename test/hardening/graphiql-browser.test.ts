import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { CHROMIUM_PATH, hasChromium, launchChromium, openTab } from '../pages/browser.ts';
import { useGateway } from '../support/gateway.ts';
import { exchange } from '../support/post.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const gateway = useGateway();
let origin: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const { token } = await gateway.createCaller();
  const server = await serve(gateway.gateway, { demoKey: token });
  origin = `http://127.0.0.1:${server.port}`;
  stop = server.stop;
});
afterAll(async () => {
  vi.resetConfig();
  await stop();
});

test("GraphiQL's page has a policy of its own, which lets no other script run", async () => {
  const { headers } = await exchange(`${origin}/graphql`, { headers: { accept: 'text/html' } });
  const policy = headers.get('content-security-policy')!;
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; worker-src blob:/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*|https?:/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-frame-options')).toBe('DENY');
});

describe.skipIf(!hasChromium)(`in Chromium (skipped where there is none at ${CHROMIUM_PATH})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test('GraphiQL works under its policy: it reads the schema, and runs a tab', async () => {
    const { page, troubles, strangers } = await openTab(browser, origin);
    await page.goto(`${origin}/graphql`);
    await page.getByRole('button', { name: /execute query/i }).click();
    const answer = page.locator('.result-window');
    await expect.poll(() => answer.textContent()).toContain('"totalCount"');

    await page
      .getByRole('button', { name: /documentation explorer/i })
      .first()
      .click();
    await expect.poll(() => page.locator('.graphiql-doc-explorer').textContent()).toContain('Query');
    // The editor's workers, which the page makes of texts of its own.
    expect(page.workers().length).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
    expect(strangers).toEqual([]);
    await page.context().close();
  });

  test('what is slipped into it does not run', async () => {
    const { page, troubles } = await openTab(browser, origin);
    await page.goto(`${origin}/graphql`);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
    });
    expect(await page.title()).toBe('Billing gateway');
    expect(troubles.join()).toContain('Content Security Policy');
    await page.context().close();
  });
});
