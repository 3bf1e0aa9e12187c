import { expect } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { post } from '../support/post.ts';
import { enterSocket, run } from '../support/socket.ts';

export interface Refusal {
  code: string;
  /** Null over a WebSocket, which has none. */
  status: number | null;
}

/** How an operation can come; each says what it was refused with, or null. */
export const WAYS = {
  async 'over HTTP'(caller: Caller, query: string, variables?: object): Promise<Refusal | null> {
    return refusalOf(await post(caller.url, { query, variables }, keyOf(caller)));
  },
  async 'over HTTP by GET'(caller: Caller, query: string, variables: object = {}): Promise<Refusal | null> {
    const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    const response = await fetch(`${caller.url}?${parameters}`, {
      headers: { accept: 'application/json', ...keyOf(caller), 'x-graphql-yoga-csrf': '1' },
    });
    return refusalOf({ status: response.status, json: await response.json() });
  },
  async 'over SSE'(caller: Caller, query: string, variables?: object): Promise<Refusal | null> {
    const accept = { accept: 'text/event-stream' };
    const { status, text } = await post(caller.url, { query, variables }, { ...keyOf(caller), ...accept });
    const data = text.split('\n').find((line) => line.startsWith('data: {'));
    return refusalOf({ status, json: JSON.parse(data!.slice('data: '.length)) });
  },
  async 'over a WebSocket'(caller: Caller, query: string, variables?: object): Promise<Refusal | null> {
    const socket = await enterSocket(caller.url, caller.token);
    const [answer] = await run(socket, { query, variables });
    const [again] = await run(socket, { query: '{ __typename }' }, 'two');
    expect(again.type).toBe('next');
    socket.close();
    const errors = answer.type === 'error' ? answer.payload : answer.payload.errors;
    return errors ? { code: errors[0].extensions.code, status: null } : null;
  },
};

export type Way = keyof typeof WAYS;
export const WAY_NAMES = Object.keys(WAYS) as Way[];

export function keyOf({ token }: Caller): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function refusalOf({ status, json }: { status: number; json: Answer }): Refusal | null {
  if (!json.errors) return null;
  return { code: json.errors[0].extensions.code, status };
}
