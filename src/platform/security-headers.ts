import type { ServerResponse } from 'node:http';
import type { Config } from './config.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * What browsers are told with every answer of the endpoint: it is data, of nobody's page, and is kept nowhere.
 * GraphiQL's page has a policy of its own in place of this one.
 */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): ReadonlyMap<string, string> {
  const headers = new Map([
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Cache-Control', 'no-store'],
  ]);
  if (publicUrl.startsWith('https:')) headers.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`);
  return headers;
}

export function setHeaders(response: ServerResponse, headers: ReadonlyMap<string, string>): void {
  response.setHeaders(headers as Map<string, string>);
}
