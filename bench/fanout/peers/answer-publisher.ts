import type { IncomingMessage, RequestListener } from 'node:http';
import type { PaymentReceived } from '../listener.ts';
import { steadyMs } from '../steady-clock.ts';

/** Answers `POST /publish`, whose body is an event, with the instant from which the latency is counted. */
export function answerPublisher(
  publish: (event: PaymentReceived) => void,
  others: RequestListener,
): RequestListener {
  return async (request, response) => {
    if (request.url !== '/publish') return others(request, response);
    const event = JSON.parse(await readBody(request)) as PaymentReceived;
    const atMs = steadyMs();
    publish(event);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ atMs }));
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += chunk;
  return body;
}
