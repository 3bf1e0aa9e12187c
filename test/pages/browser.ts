import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export const CHROMIUM_PATH = process.env.CHROMIUM_PATH || '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM_PATH);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, and all that went wrong in it or left it. */
export interface Tab {
  page: Page;
  /** Console errors, exceptions and violations of the content security policy. */
  troubles: string[];
  /** `POST /invoices/…/viewed` */
  requests: string[];
  /** What was asked of anybody else. */
  strangers: string[];
}

let tabs = 0;

/** A tab of its own visitor, from a network of its own. */
export async function openTab(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  tabs += 1;
  const extraHTTPHeaders = { 'x-forwarded-for': `10.2.0.${tabs}` };
  const context = await browser.newContext({ extraHTTPHeaders, ...options });
  const page = await context.newPage();
  const tab: Tab = { page, troubles: [], requests: [], strangers: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) tab.troubles.push(message.text());
  });
  page.on('pageerror', (error) => tab.troubles.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    tab.requests.push(`${request.method()} ${url.pathname}`);
    if (url.origin !== origin) tab.strangers.push(request.url());
  });
  return tab;
}
