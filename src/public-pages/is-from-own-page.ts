import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was made by our own page, as far as the browser tells; a program tells nothing.
 * The page sends no referrer, and for that a browser calls the origin of its forms `null`. One that says
 * no Sec-Fetch-Site (there is none without TLS) leaves it at that; whoever could use it has the page's secret
 * address, and with it all that the page itself can do.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site === 'same-origin';
  const { origin } = headers;
  if (!origin || origin === 'null' || origin === new URL(publicUrl).origin) return true;
  return URL.parse(origin)?.host === headers.host;
}
