import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { PAGE_SCRIPT } from '../documents/page-script.ts';
import { PAGE_STYLE } from '../documents/page-style.ts';
import { renderNotice } from '../documents/render-notice.ts';
import type { Config } from '../platform/config.ts';
import { securityHeaders } from '../platform/security-headers.ts';

export interface PageResponse {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

const HTML = 'text/html; charset=utf-8';

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(PAGE_STYLE)}`,
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  "connect-src 'self'",
  "img-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The headers of every response. They protect the page's address, which is a secret. */
function commonHeaders(config: Pick<Config, 'publicUrl'>): OutgoingHttpHeaders {
  return {
    ...Object.fromEntries(securityHeaders(config)),
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

export function htmlResponse(html: string): PageResponse {
  return { status: 200, headers: { 'Content-Type': HTML }, body: html };
}

function notice(
  status: number,
  [title, text]: [string, string],
  headers: OutgoingHttpHeaders = {},
): PageResponse {
  return { status, headers: { 'Content-Type': HTML, ...headers }, body: renderNotice({ title, text }) };
}

/** The same for every reason, so that it reveals nothing. */
export const NO_SUCH_PAGE = notice(404, [
  'There is nothing here',
  'The address may be incomplete, or the document was withdrawn. Open the link in the message again, or ask its sender for a new one.',
]);

export const NOT_FROM_HERE = notice(403, [
  'That came from another page',
  'Please open the link in the message again, and use the page itself.',
]);

export const TOO_LARGE = notice(
  413,
  ['That was too much', 'The page takes nothing that is sent along.'],
  // The rest of the body is not read.
  { Connection: 'close' },
);

export const FAILED = notice(500, ['Something went wrong', 'It is our fault. Please try again in a minute.']);

export function tooMany(seconds: number): PageResponse {
  const text = 'Too many requests came from your network. Please try again in a minute.';
  return notice(429, ['One moment, please', text], { 'Retry-After': String(seconds) });
}

export function methodNotAllowed(allow: string): PageResponse {
  return notice(405, ['That does not work here', 'Please open the link in the message again.'], {
    Allow: allow,
  });
}

export function sendPage(
  { method }: Pick<IncomingMessage, 'method'>,
  response: ServerResponse,
  { page: { status, headers, body }, config }: { page: PageResponse; config: Pick<Config, 'publicUrl'> },
): void {
  const length = body !== undefined && { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...commonHeaders(config), ...headers, ...length });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Starts a streaming response. */
export function beginStream(response: ServerResponse, config: Pick<Config, 'publicUrl'>): void {
  const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
  response.writeHead(200, { ...commonHeaders(config), ...headers });
}
