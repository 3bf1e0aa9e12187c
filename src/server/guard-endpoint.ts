import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../platform/config.ts';
import { securityHeaders, setHeaders } from '../platform/security-headers.ts';
import type { RequestErrorCode } from '../values/error-codes.ts';
import { corsHeaders, isGrantedPreflight } from './allowed-origins.ts';
import { requestPath } from './request-path.ts';

const HEALTH_PATH = '/health';

export interface Endpoint {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): unknown;
}

/**
 * Wraps the endpoint: sets the common headers on every response, including errors, and rejects requests for other
 * paths.
 */
export function guardEndpoint(
  config: Config,
  { path: endpointPath, handle }: Endpoint,
): (request: IncomingMessage, response: ServerResponse) => void {
  const commonHeaders = securityHeaders(config);

  return (request, response) => {
    setHeaders(response, commonHeaders);
    const path = requestPath(request);
    if (path === HEALTH_PATH) response.end();
    else if (path !== endpointPath && path !== `${endpointPath}/`) {
      sendError(response, 404, { code: 'NOT_FOUND', message: `Not found. The endpoint is ${endpointPath}.` });
    } else if (!isHost(request.headers.host)) {
      sendError(response, 400, { code: 'BAD_REQUEST', message: 'The Host header is not a valid host.' });
    } else {
      setHeaders(response, corsHeaders(request, config));
      if (isGrantedPreflight(request, config)) response.writeHead(204).end();
      else void handle(request, response);
    }
  };
}

/** Yoga parses the request's URL with the Host header, and responds with a stack trace if that fails. */
function isHost(host: string | undefined): boolean {
  return !host || (/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i.test(host) && URL.canParse(`http://${host}`));
}

function sendError(
  response: ServerResponse,
  status: number,
  { code, message }: { code: RequestErrorCode; message: string },
): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8').end(body);
}
