import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was made by our own page, according to the browser's headers; programs send none of them.
 * The page sends no referrer, so browsers send the origin `null` with its forms. Without TLS they send no
 * Sec-Fetch-Site either, and the request is accepted. That is safe: to exploit it an attacker needs the page's
 * secret address, which already permits everything that the page can do.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site === 'same-origin';
  const { origin } = headers;
  if (!origin || origin === 'null' || origin === new URL(publicUrl).origin) return true;
  return URL.parse(origin)?.host === headers.host;
}
