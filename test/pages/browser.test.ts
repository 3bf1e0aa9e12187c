import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { CHROMIUM_PATH, hasChromium, launchChromium, openTab, type Tab } from './browser.ts';
import {
  draftInvoice,
  eventsOf,
  type Statement,
  sentEstimate,
  sentInvoice,
  stateOf,
  usePages,
} from './visitor.ts';

const LOOK_MS = 1_000;
const HEARTBEAT_MS = 20_000;

if (!hasChromium) {
  process.stderr.write(
    `No Chromium at ${CHROMIUM_PATH} (CHROMIUM_PATH): the pages are not tried in a browser.\n`,
  );
}

describe.skipIf(!hasChromium)(`in Chromium (skipped where there is none at ${CHROMIUM_PATH})`, () => {
  const gateway = usePages();
  let origin: string;
  let browser: Browser;
  let caller: Caller;
  let tab: Tab;
  beforeAll(async () => {
    origin = new URL(gateway.url).origin;
    browser = await launchChromium();
  });
  beforeEach(async () => {
    caller = await gateway.createCaller();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await tab.page.context().close();
  });
  afterAll(() => browser.close());

  async function visit({ path }: Statement, options?: BrowserContextOptions): Promise<void> {
    tab = await openTab(browser, origin, options);
    await tab.page.goto(`${origin}${path}`);
  }

  /** With a clock in the page that the test moves, from before its script runs. */
  async function visitInOwnTime({ path }: Statement, script = ''): Promise<void> {
    tab = await openTab(browser, origin);
    await tab.page.clock.install({ time: 0 });
    await tab.page.clock.pauseAt(LOOK_MS);
    if (script) await tab.page.addInitScript(script);
    await tab.page.goto(`${origin}${path}`);
  }

  const stamp = () =>
    tab.page
      .locator('.stamp')
      .textContent({ timeout: 1_000 })
      .catch(() => null);
  const viewings = () => tab.requests.filter((request) => request.endsWith('/viewed'));

  function expectPeace(): void {
    expect(tab.troubles).toEqual([]);
    expect(tab.strangers).toEqual([]);
  }

  test('an invoice that is opened is viewed', async () => {
    const invoice = await sentInvoice(caller);
    await visit(invoice);
    await expect.poll(() => stateOf(caller, invoice)).toBe('VIEWED');
    expect(viewings()).toHaveLength(1);
    await tab.page.reload();
    expectPeace();
  });

  test('it is viewed after a second, not before, and not out of sight', async () => {
    const invoice = await sentInvoice(caller);
    await visitInOwnTime(invoice);
    await tab.page.clock.runFor(LOOK_MS - 100);
    expect(viewings()).toEqual([]);
    await tab.page.clock.runFor(LOOK_MS);
    await expect.poll(() => viewings().length).toBe(1);
    await tab.page.context().close();

    const hidden = 'Object.defineProperty(document, "visibilityState", { value: "hidden" })';
    await visitInOwnTime(await sentInvoice(caller), hidden);
    await tab.page.clock.runFor(60 * LOOK_MS);
    expect(tab.requests).toHaveLength(1);
    await tab.page.context().close();

    await visitInOwnTime(await draftInvoice(caller));
    await tab.page.clock.runFor(60 * LOOK_MS);
    expect(viewings()).toEqual([]);
  });

  test('an open page turns to paid when the payment arrives, and goes on', async () => {
    const invoice = await sentInvoice(caller);
    await visit(invoice);
    expect(await stamp()).toBeNull();
    await caller.recordPayment({ invoiceId: invoice.id, amount: '40.00' });
    await expect.poll(() => tab.page.locator('.figure').textContent()).toBe('$60.00');
    await caller.recordPayment({ invoiceId: invoice.id, amount: '60.00' });
    await expect.poll(stamp).toBe('PAID');
    expect(await tab.page.locator('#news').textContent()).toMatch(/^Invoice \S+: PAID$/);
    expectPeace();
  });

  test('it tells of what changed while the connection was broken', async () => {
    const invoice = await sentInvoice(caller);
    await visitInOwnTime(invoice);
    await expect.poll(() => tab.requests.filter((request) => request.endsWith('/live')).length).toBe(1);
    await tab.page.context().setOffline(true);
    await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
    await tab.page.context().setOffline(false);
    const later = async () => {
      await tab.page.clock.runFor(5 * LOOK_MS);
      return stamp();
    };
    await expect.poll(later).toBe('PAID');
  });

  test('an open page shows that its statement is gone', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const invoice = await sentInvoice(caller);
    await visit(invoice);
    await expect.poll(() => tab.requests.some((request) => request.endsWith('/live'))).toBe(true);
    await caller.mutateById('trashInvoice', invoice.id);
    const later = async () => {
      vi.advanceTimersByTime(HEARTBEAT_MS);
      return tab.page.locator('h1').textContent();
    };
    await expect.poll(later).toBe('There is nothing here');
    expect(await tab.page.title()).toBe('There is nothing here');
  });

  test.each([true, false])(
    'an estimate is accepted by a click (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const estimate = await sentEstimate(caller);
      await visit(estimate, { javaScriptEnabled });
      await tab.page.getByRole('button', { name: 'Accept' }).click();
      await expect.poll(stamp).toBe('ACCEPTED');
      expect(tab.page.url()).toBe(`${origin}${estimate.path}`);
      expect(await tab.page.getByRole('button').count()).toBe(0);
      expect(await stateOf(caller, estimate)).toBe('ACCEPTED');
      expect(await eventsOf(caller)).toContain('proposal.signed');
      expectPeace();
    },
  );

  test('the PDF is one click away', async () => {
    await visit(await sentInvoice(caller));
    const answered = tab.page.waitForResponse((response) => response.url().endsWith('.pdf'));
    await tab.page.getByRole('link', { name: 'Download PDF' }).click();
    const response = await answered;
    expect(response.status()).toBe(200);
    expect(response.headers()['content-type']).toBe('application/pdf');
  });

  test('what people wrote does nothing, and what the policy forbids is not done', async () => {
    const text = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
    const lineItems = [{ item: { description: text, unit: text, price: '1.00' } }];
    await visit(await sentInvoice(caller, { summary: text, note: text, lineItems }));
    expect(await tab.page.locator('.summary').textContent()).toBe(text);
    expectPeace();

    // Were it to become HTML in spite of that:
    await tab.page.evaluate(() => {
      const blocked = new Set<string>();
      Object.assign(window, { blocked });
      document.addEventListener('securitypolicyviolation', (violation) =>
        blocked.add(violation.effectiveDirective),
      );
      const holder = document.createElement('div');
      const script = document.createElement('script');
      script.textContent = 'window.hurt=1';
      document.body.append(holder, script);
      holder.innerHTML =
        '<img src="/x.png" onerror="window.hurt=1"><p style="color: red"><base href="https://example.com/">';
      void fetch('https://example.com/').catch(() => {});
    });
    const blocked = () => tab.page.evaluate<string[]>('[...window.blocked].sort()');
    await expect
      .poll(blocked)
      .toEqual([
        'base-uri',
        'connect-src',
        'img-src',
        'script-src-attr',
        'script-src-elem',
        'style-src-attr',
      ]);
    expect(await tab.page.evaluate('window.hurt')).toBeUndefined();
    expect(tab.strangers).toEqual([]);
  });

  test('nothing is wider than the narrowest phone, and the keyboard is seen', async () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);
    const lineItems = [
      { item: { description: word, unit: word, price: '123456789.123456', quantity: '1000000' } },
      { task: { description: 'Talks', duration: '90', rate: '1.00' } },
    ];
    const estimate = await sentEstimate(caller, { summary: word, note: word, lineItems });
    await visit(estimate, { viewport: { width: 320, height: 640 } });
    const width = await tab.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(320);
    await tab.page.keyboard.press('Tab');
    await tab.page.keyboard.press('Tab');
    const outline = await tab.page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    expect(await tab.page.evaluate(() => document.activeElement!.textContent)).toBe('Accept');
  });

  test('on paper there is nothing to press', async () => {
    await visit(await sentEstimate(caller));
    await tab.page.emulateMedia({ media: 'print' });
    expect(await tab.page.locator('button').isVisible()).toBe(false);
    expect(await tab.page.locator('a').isVisible()).toBe(false);
    expect(await tab.page.locator('.figure').isVisible()).toBe(true);
  });
});
