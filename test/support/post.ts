import type { Response as Answered } from './caller.ts';

export interface Exchange extends Omit<Answered, 'body'> {
  text: string;
  /** What the text says as JSON; null where it is none. */
  json: Answered['body'] | null;
}

/** One request as it is put, whatever comes of it. */
export async function exchange(url: string, init: RequestInit = {}): Promise<Exchange> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): Exchange['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A request with a JSON body, of an object or of a text that may be broken; with headers of the test's own. */
export function post(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Exchange> {
  return exchange(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
