import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { encodeEventCursor } from '../events/cursor.ts';
import type { Event } from '../generated/prisma/client.ts';
import { Context } from '../graphql/context.ts';
import { formatError, maskErrors } from '../graphql/mask-errors.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';

/** An event as the listeners of one operation are told it: resolved and serialized once for all of them. */
export interface SerializedEvent {
  seq: bigint;
  /** What to resume after. */
  cursor: string;
  /** The execution's result as JSON. */
  json: string;
}

/** What an operation's events are resolved by. */
export type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Never rejects: what fails within an event is in its errors. */
export async function serializeEvent(
  event: Event,
  { operation, gateway, actor }: { operation: Operation; gateway: Gateway; actor: KeyActor },
): Promise<SerializedEvent> {
  // A context of its own: it may tell of a change of what an earlier one has loaded.
  const contextValue = new Context(gateway, actor);
  const result: ExecutionResult = await execute({ ...operation, rootValue: event, contextValue });
  const { errors, ...rest } = maskErrors(result, gateway.log);
  return {
    seq: event.seq,
    cursor: encodeEventCursor(event),
    json: JSON.stringify({ ...rest, errors: errors?.map(formatError) }),
  };
}
