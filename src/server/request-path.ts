import type { IncomingMessage } from 'node:http';

/**
 * The path that a request is for, exactly as it was sent. Looking at it as a text leaves no room for a second
 * reading: `//graphql`, `/%67raphql` and `/x?/graphql` are none of ours.
 */
export function requestPath({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  return url.split('?', 1)[0]!;
}
