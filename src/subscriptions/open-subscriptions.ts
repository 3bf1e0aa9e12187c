import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { EventSource } from '../events/event-source.ts';
import { perOperation } from '../graphql/per-operation.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { Operation } from './serialized-event.ts';
import { type Subscription, subscribe } from './subscribe.ts';
import { openTailGroup, type TailGroup } from './tail-group.ts';

export interface Subscriptions {
  /** @param onEnd called when the subscription ends */
  open(request: {
    actor: KeyActor;
    operation: Operation;
    source: EventSource;
    onEnd: () => void;
  }): Subscription;
}

/** The subscriptions of this node. Those that receive identical events share a group. */
export function openSubscriptions(
  gateway: Gateway,
  { listenerStallMs }: { listenerStallMs: number },
): Subscriptions {
  const groups = new Map<string, { group: TailGroup; listeners: number }>();
  const identify = identifyOperations();

  return {
    open({ actor, operation, source, onEnd }) {
      const { accountId, abilities } = actor;
      const key = JSON.stringify([accountId, [...abilities].sort(), identify(operation)]);
      let entry = groups.get(key);
      if (!entry || entry.group.isOver) {
        entry = { group: openTailGroup(gateway, { actor, operation, source }), listeners: 0 };
        groups.set(key, entry);
      }
      const joined = entry;
      joined.listeners += 1;
      return subscribe(joined.group, {
        accountId,
        source,
        stallMs: listenerStallMs,
        onEnd() {
          joined.listeners -= 1;
          if (joined.listeners === 0) {
            joined.group.close();
            if (groups.get(key) === joined) groups.delete(key);
          }
          onEnd();
        },
      });
    },
  };
}

/** Identifies an operation by its text and its variables, except those that only set the starting position. */
function identifyOperations() {
  const ofOperation = perOperation<{ number: number; cursorVariables: ReadonlySet<string> }>();
  let count = 0;

  return ({ document, operationName, variableValues }: Operation): unknown => {
    const { number, cursorVariables } = ofOperation(document, operationName, (operation) => {
      count += 1;
      return { number: count, cursorVariables: cursorVariablesOf(document, operation) };
    })!;
    const relevant = Object.entries(variableValues ?? {}).filter(([name]) => !cursorVariables.has(name));
    return [number, relevant];
  };
}

/** The variables used only as the `after` argument of a root field. */
function cursorVariablesOf(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<string> {
  const cursorVariables = new Set<string>();
  for (const field of operation.selectionSet.selections) {
    if (field.kind !== Kind.FIELD) continue;
    const after = field.arguments?.find(({ name }) => name.value === 'after');
    if (after?.value.kind === Kind.VARIABLE) cursorVariables.add(after.value.name.value);
  }
  for (const name of [...cursorVariables]) if (countUses(document, name) > 1) cursorVariables.delete(name);
  return cursorVariables;
}

/** Counts the uses of a variable, without its definition. */
function countUses(document: DocumentNode, name: string): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => {
      if (variable.name.value === name) uses += 1;
    },
  });
  return uses;
}
