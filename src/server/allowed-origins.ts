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
/** Chromium caches no preflight response longer. */
const PREFLIGHT_SECONDS = 7_200;

function isListed(origin: string | null | undefined, { corsOrigins }: OriginSettings): boolean {
  return corsOrigins === '*' || (!!origin && corsOrigins.includes(origin));
}

/**
 * Returns the CORS headers for a request; none if no other origin may read the response. API keys are sent in a
 * header, so cookies and the browser's logins (`credentials`) are never allowed.
 */
export function corsHeaders(
  { headers: { origin }, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  settings: OriginSettings,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const isOpenToAll = settings.corsOrigins === '*';
  // Caches must see it on every response, also to requests without an origin.
  if (!isOpenToAll && settings.corsOrigins.length > 0) headers.set('Vary', 'Origin');
  if (!origin || !isListed(origin, settings)) return headers;
  headers.set('Access-Control-Allow-Origin', isOpenToAll ? '*' : origin);
  if (method !== 'OPTIONS') return headers.set('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  headers.set('Access-Control-Allow-Methods', 'GET, POST');
  headers.set('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  return headers.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
}

/** Whether the request is a CORS preflight from an allowed origin. */
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
 * Whether a page of this origin may open a WebSocket. Browsers send no preflight before they open one. Programs
 * send no origin.
 */
export function isSocketOriginAllowed(origin: string | undefined, settings: OriginSettings): boolean {
  if (!origin || origin === new URL(settings.publicUrl).origin) return true;
  return isListed(origin, settings);
}

/**
 * Rejects cross-site GET requests, which a browser sends without a preflight and with any login that it has stored
 * for this address. POST requests are JSON, for which browsers do send a preflight.
 */
export function useCsrfPrevention(settings: OriginSettings): Plugin {
  return {
    onParams({ request: { method, headers } }) {
      const isCrossOrigin = /^(?:cross|same)-site$/.test(headers.get('sec-fetch-site') ?? '');
      if (method !== 'GET' || !isCrossOrigin || isListed(headers.get('origin'), settings)) return;
      const message = 'This origin may not call the gateway: it is not in CORS_ORIGINS.';
      throw requestError('FORBIDDEN_ORIGIN', message, { http: { status: 403 } });
    },
  };
}
