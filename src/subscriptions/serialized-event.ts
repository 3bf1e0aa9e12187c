import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { encodeEventCursor } from '../events/cursor.ts';
import type { Event } from '../generated/prisma/client.ts';
import { Context } from '../graphql/context.ts';
import { formatError, maskErrors } from '../graphql/mask-errors.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';

/** An event resolved and serialized once for all subscribers of one operation. */
export interface SerializedEvent {
  seq: bigint;
  /** The cursor to resume after. */
  cursor: string;
  /** The execution's result as JSON. */
  json: string;
}

/** The parts of an operation that its events are resolved with. */
export type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Never rejects: an event's failures are in its `errors`. */
export async function serializeEvent(
  event: Event,
  { operation, gateway, actor }: { operation: Operation; gateway: Gateway; actor: KeyActor },
): Promise<SerializedEvent> {
  // Each event has its own context, as it may report a change to data that an earlier one has cached.
  const contextValue = new Context(gateway, actor);
  const result: ExecutionResult = await execute({ ...operation, rootValue: event, contextValue });
  const { errors, ...rest } = maskErrors(result, gateway.log);
  return {
    seq: event.seq,
    cursor: encodeEventCursor(event),
    json: JSON.stringify({ ...rest, errors: errors?.map(formatError) }),
  };
}
