import type { ServerResponse } from 'node:http';
import type { Config } from './config.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * Returns the headers of every response of the endpoint: it is data, must not be embedded in a page, and must not
 * be cached. GraphiQL's page replaces the policy by its own.
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
