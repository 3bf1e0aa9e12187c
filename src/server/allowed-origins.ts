import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import type { Config } from '../platform/config.ts';
import { requestError } from '../values/graphql-request-error.ts';

type OriginSettings = Pick<Config, 'corsOrigins' | 'publicUrl'>;

const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-GraphQL-Cost';
const EXPOSED_HEADERS = [
  'Idempotency-Replayed',
  'Retry-After',
  'WWW-Authenticate',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
].join(', ');
/** Chromium keeps no answer longer. */
const PREFLIGHT_SECONDS = 7_200;

function isListed(origin: string | null | undefined, { corsOrigins }: OriginSettings): boolean {
  return corsOrigins === '*' || (!!origin && corsOrigins.includes(origin));
}

/**
 * What a browser is told about who may read the answer; nothing where nobody else may. Keys are sent in a header,
 * so cookies and the browser's logins (`credentials`) are never asked for.
 */
export function corsHeaders(
  { headers: { origin }, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  settings: OriginSettings,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const isOpenToAll = settings.corsOrigins === '*';
  // Caches must know of it even when nobody has asked from anywhere.
  if (!isOpenToAll && settings.corsOrigins.length > 0) headers.set('Vary', 'Origin');
  if (!origin || !isListed(origin, settings)) return headers;
  headers.set('Access-Control-Allow-Origin', isOpenToAll ? '*' : origin);
  if (method !== 'OPTIONS') return headers.set('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  headers.set('Access-Control-Allow-Methods', 'GET, POST');
  headers.set('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  return headers.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
}

/** Whether a browser only asks what it may do, and may do it. */
export function isGrantedPreflight(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  settings: OriginSettings,
): boolean {
  return (
    method === 'OPTIONS' &&
    'access-control-request-method' in headers &&
    !!headers.origin &&
    isListed(headers.origin, settings)
  );
}

/**
 * Whether a WebSocket may be opened from a page of this origin: browsers ask nobody before they do. A program
 * says no origin.
 */
export function maySocketComeFrom(origin: string | undefined, settings: OriginSettings): boolean {
  if (!origin || origin === new URL(settings.publicUrl).origin) return true;
  return isListed(origin, settings);
}

/**
 * Refuses what a stranger's page can have a browser do by GET without asking: it would bring along whatever login
 * the browser remembers for this address. What is sent by POST is JSON, for which browsers ask.
 */
export function useCsrfPrevention(settings: OriginSettings): Plugin {
  return {
    onParams({ request: { method, headers } }) {
      const isForeign = /^(?:cross|same)-site$/.test(headers.get('sec-fetch-site') ?? '');
      if (method !== 'GET' || !isForeign || isListed(headers.get('origin'), settings)) return;
      const message = 'This page may not call the gateway: its origin is not in CORS_ORIGINS.';
      throw requestError('FORBIDDEN_ORIGIN', message, { http: { status: 403 } });
    },
  };
}
