import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { describeEgressError, EgressError } from './egress-error.ts';
import { type EgressTarget, findEgressTarget, type Lookup } from './find-egress-target.ts';
import { resolveName } from './resolve-name.ts';
import { readRetryAfter } from './retry-after.ts';

export interface EgressRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** For all of it, from the name to the end of the answer's headers. */
  timeoutMs: number;
  /** For development: whether this host may be called, over http too. */
  allowsLoopback: boolean;
  /** DNS, if not given. It is asked once, and never for an address. */
  lookup?: Lookup;
}

export interface EgressResponse {
  /** Null if there was no answer; then `error` says why. */
  statusCode: number | null;
  /** One sentence for the owner of the address. */
  error: string | null;
  durationMs: number;
  /** What the answer asks for; null if it does not. */
  retryAfterMs: number | null;
}

/** What is known once the headers are there. */
type Head = Omit<EgressResponse, 'error'>;

// No socket is used twice, and no TLS session: each request stands on a check of its own. The empty `proxyEnv` keeps
// NODE_USE_ENV_PROXY out, by which the default agent would have a proxy resolve the name again.
const AGENT_OPTIONS = {
  keepAlive: false,
  proxyEnv: {},
  // One address after the other. Node's own 250 ms for each would give up those far away, for good where the last is of
  // a family that this host has no way for: https://github.com/nodejs/node/issues/54359
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 2_500,
};
const httpAgent = new HttpAgent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent({
  ...AGENT_OPTIONS,
  maxCachedSessions: 0,
  // Node's own, which its environment could turn off.
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  // Else a receiver that speaks HTTP/2 alone would do so.
  ALPNProtocols: ['http/1.1'],
});

const MAX_HEADER_BYTES = 16_384;
// Enough for the short body of an ordinary answer, so that its sender is not cut off in the middle of it.
const MAX_BODY_BYTES = 16_384;
const MAX_BODY_MS = 500;

/**
 * Posts to an address that a stranger named, and tells how that was answered; never throws. The name is resolved once
 * and the connection is made to what was checked, so that no DNS answer can turn it inward. Redirects are not followed,
 * and no body is kept. Once it resolves its socket is closed.
 */
export async function egressPost(request: EgressRequest): Promise<EgressResponse> {
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
  try {
    const target = await findEgressTarget(request, {
      lookup: request.lookup ?? resolveName,
      signal: deadline.signal,
    });
    const head = await exchange(request, { target, signal: deadline.signal, elapsedMs });
    return { ...head, error: null };
  } catch (error) {
    const sentence = deadline.signal.aborted
      ? `No answer within ${request.timeoutMs / 1000} s.`
      : describeEgressError(error);
    return { statusCode: null, error: sentence, durationMs: elapsedMs(), retryAfterMs: null };
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves once the socket is closed, with the head if there was one. */
function exchange(
  { headers, body }: EgressRequest,
  { target, signal, elapsedMs }: { target: EgressTarget; signal: AbortSignal; elapsedMs: () => number },
): Promise<Head> {
  const { promise, resolve, reject } = Promise.withResolvers<Head>();
  let head: Head | null = null;
  let fault: unknown = new EgressError('The connection broke.');
  const outgoing = open(target, { headers, signal });
  const read = ({ statusCode, headers }: IncomingMessage) => {
    head = {
      statusCode: statusCode ?? null,
      durationMs: elapsedMs(),
      retryAfterMs: readRetryAfter(headers),
    };
  };
  outgoing.on('response', (response) => {
    read(response);
    readALittle(response);
  });
  // A 101 that nobody asked for is an answer like any other that is no success.
  outgoing.on('upgrade', (response, socket) => {
    read(response);
    socket.destroy();
  });
  outgoing.on('error', (error) => {
    fault = error;
  });
  outgoing.on('close', () => (head ? resolve(head) : reject(fault)));
  outgoing.end(body);
  return promise;
}

function open(
  { url, hostname, addresses, isAllowed }: EgressTarget,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): ClientRequest {
  const isHttps = url.protocol === 'https:';
  const outgoing = (isHttps ? requestHttps : requestHttp)({
    method: 'POST',
    protocol: url.protocol,
    hostname,
    port: url.port,
    path: url.pathname + url.search,
    headers,
    signal,
    agent: isHttps ? httpsAgent : httpAgent,
    maxHeaderSize: MAX_HEADER_BYTES,
    lookup: (_hostname, _options, callback) => callback(null, addresses),
  });
  outgoing.on('socket', (socket) => {
    // The second lock. In front of the listeners that begin with TLS and with the request.
    socket.prependOnceListener('connect', () => {
      if (!isAllowed(socket.remoteAddress ?? ''))
        outgoing.destroy(new EgressError('The address is not public.'));
    });
  });
  // Else 1xx after 1xx could go on, as fast as the line goes, until the time is over.
  outgoing.on('information', () => {
    if ((outgoing.socket?.bytesRead ?? 0) > MAX_HEADER_BYTES)
      outgoing.destroy(new EgressError('The answer was no HTTP.'));
  });
  return outgoing;
}

function readALittle(response: IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), MAX_BODY_MS);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) response.destroy();
  });
  // What breaks now breaks nothing: the answer is known.
  response.on('error', () => {});
  response.on('close', () => clearTimeout(timer));
}
