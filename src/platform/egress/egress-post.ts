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
  /** For the whole exchange, from name resolution to the end of the response's headers. */
  timeoutMs: number;
  /** For development: whether this host may be called, over http too. */
  allowsLoopback: boolean;
  /** Defaults to DNS. Called once, and never for an IP address. */
  lookup?: Lookup;
}

export interface EgressResponse {
  /** Null if there was no response; `error` then says why. */
  statusCode: number | null;
  /** One sentence for the URL's owner. */
  error: string | null;
  durationMs: number;
  /** The pause that the response requests; null if it requests none. */
  retryAfterMs: number | null;
}

/** The part of the response that is known from its headers. */
type Head = Omit<EgressResponse, 'error'>;

// Sockets and TLS sessions are never reused, so that every request is checked. The empty `proxyEnv` disables
// NODE_USE_ENV_PROXY, with which the default agent would let a proxy resolve the name again.
const AGENT_OPTIONS = {
  keepAlive: false,
  proxyEnv: {},
  // Tries one address after the other. Node's default of 250 ms per address would give up distant ones, and all of
  // them if this host has no route for the last one's family: https://github.com/nodejs/node/issues/54359
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 2_500,
};
const httpAgent = new HttpAgent(AGENT_OPTIONS);
const httpsAgent = new HttpsAgent({
  ...AGENT_OPTIONS,
  maxCachedSessions: 0,
  // Node's default, which its environment could disable.
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  // Otherwise a receiver that supports only HTTP/2 would use it.
  ALPNProtocols: ['http/1.1'],
});

const MAX_HEADER_BYTES = 16_384;
// Enough for the short body of an ordinary response, so that its sender can finish it.
const MAX_BODY_BYTES = 16_384;
const MAX_BODY_MS = 500;

/**
 * Posts to an untrusted URL and returns the response's status; never throws. The name is resolved once, and the
 * connection is made to the checked addresses, so that no DNS answer can redirect it to the internal network.
 * Redirects are not followed, and response bodies are discarded. The socket is closed when the promise resolves.
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
      ? `No response within ${request.timeoutMs / 1000} s.`
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
    drain(response);
  });
  // An unrequested 101 is handled like any other response without success.
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
    // A second check. It runs before the listeners that start TLS and the request.
    socket.prependOnceListener('connect', () => {
      if (!isAllowed(socket.remoteAddress ?? ''))
        outgoing.destroy(new EgressError('The address is not public.'));
    });
  });
  // Otherwise a receiver could send 1xx responses at full speed until the timeout.
  outgoing.on('information', () => {
    if ((outgoing.socket?.bytesRead ?? 0) > MAX_HEADER_BYTES)
      outgoing.destroy(new EgressError('The response was not valid HTTP.'));
  });
  return outgoing;
}

function drain(response: IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), MAX_BODY_MS);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) response.destroy();
  });
  // Errors no longer matter, as the status is known.
  response.on('error', () => {});
  response.on('close', () => clearTimeout(timer));
}
