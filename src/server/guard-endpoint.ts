import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../platform/config.ts';
import { securityHeaders, setHeaders } from '../platform/security-headers.ts';
import type { RequestErrorCode } from '../values/error-codes.ts';
import { corsHeaders, isGrantedPreflight } from './allowed-origins.ts';
import { requestPath } from './request-path.ts';

const HEALTH_PATH = '/health';

export interface Endpoint {
  path: string;
  answer(request: IncomingMessage, response: ServerResponse): unknown;
}

/**
 * Stands before the endpoint: gives every answer its headers, whatever becomes of the request, and lets through
 * only what is for the endpoint.
 */
export function guardEndpoint(
  config: Config,
  { path: endpointPath, answer }: Endpoint,
): (request: IncomingMessage, response: ServerResponse) => void {
  const commonHeaders = securityHeaders(config);

  return (request, response) => {
    setHeaders(response, commonHeaders);
    const path = requestPath(request);
    if (path === HEALTH_PATH) response.end();
    else if (path !== endpointPath && path !== `${endpointPath}/`) {
      refuse(response, 404, { code: 'NOT_FOUND', message: `There is nothing here but ${endpointPath}.` });
    } else if (!isHost(request.headers.host)) {
      refuse(response, 400, { code: 'BAD_REQUEST', message: 'The Host header names no host.' });
    } else {
      setHeaders(response, corsHeaders(request, config));
      if (isGrantedPreflight(request, config)) response.writeHead(204).end();
      else void answer(request, response);
    }
  };
}

/** The server's library reads the request's address with it, and answers a stack where that fails. */
function isHost(host: string | undefined): boolean {
  return !host || (/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i.test(host) && URL.canParse(`http://${host}`));
}

function refuse(
  response: ServerResponse,
  status: number,
  { code, message }: { code: RequestErrorCode; message: string },
): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8').end(body);
}
