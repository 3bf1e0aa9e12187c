import type { IncomingMessage } from 'node:http';

/**
 * Returns a request's path exactly as it was sent. Comparing it as text avoids ambiguity: `//graphql`,
 * `/%67raphql` and `/x?/graphql` are not the endpoint.
 */
export function requestPath({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  return url.split('?', 1)[0]!;
}
