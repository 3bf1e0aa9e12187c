import type { ExecutionArgs } from 'graphql';
import type { TransportInfo } from './limits/transport-info.ts';

/** The information that a transport passes to the engine with an operation. */
export interface TransportContext extends TransportInfo {
  /** Over HTTP. */
  request?: Request;
  /** Over a WebSocket: the `authorization` of its connection parameters. */
  authorization?: string;
  /** Over a WebSocket: the `idempotencyKey` in the operation's extensions. */
  idempotencyKey?: string;
}

export function authorizationOf({ contextValue }: ExecutionArgs): string | null | undefined {
  const { authorization, request } = contextValue as TransportContext;
  return authorization ?? request?.headers.get('authorization');
}

export function idempotencyKeyOf({ contextValue }: ExecutionArgs): string | null {
  const { idempotencyKey, request } = contextValue as TransportContext;
  return idempotencyKey ?? request?.headers.get('idempotency-key') ?? null;
}

/** Browsers send it when they reconnect to an event stream, as their only way to resume. */
export function lastEventIdOf({ contextValue }: ExecutionArgs): string | null {
  return (contextValue as TransportContext).request?.headers.get('last-event-id') || null;
}
