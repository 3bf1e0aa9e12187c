import type { ExecutionArgs } from 'graphql';
import type { TransportInfo } from './limits/transport-info.ts';

/** What a transport knows of a request when it is to be executed. */
export interface TransportContext extends TransportInfo {
  /** Over HTTP. */
  request?: Request;
  /** Over a WebSocket: the `authorization` that its connection was opened with. */
  authorization?: string;
  /** Likewise: the `idempotencyKey` among the extensions of the one operation. */
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

/** Browsers say it when they come back to a stream of events; they have no other way to say where they are. */
export function lastEventIdOf({ contextValue }: ExecutionArgs): string | null {
  return (contextValue as TransportContext).request?.headers.get('last-event-id') || null;
}
