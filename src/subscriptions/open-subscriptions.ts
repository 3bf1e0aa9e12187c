import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { LogReading } from '../events/event-source.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { Limits } from '../server/limits/limits.ts';
import { perOperation } from '../graphql/per-operation.ts';
import { type Listening, openListening } from './subscribe.ts';
import { openReadingGroup, type ReadingGroup } from './tail-group.ts';
import type { Operation } from './serialized-event.ts';

export interface Listeners {
  /** @param onEnd is called when the listening is over */
  open(request: { actor: KeyActor; operation: Operation; reading: LogReading; onEnd: () => void }): Listening;
}

/** The listeners of this node, in groups of those that are told the same. */
export function openListeners(gateway: Gateway, { listenerStallMs }: Limits): Listeners {
  const groups = new Map<string, { group: ReadingGroup; listeners: number }>();
  const identify = identifyOperations();

  return {
    open({ actor, operation, reading, onEnd }) {
      const { accountId, abilities } = actor;
      const key = JSON.stringify([accountId, [...abilities].sort(), identify(operation)]);
      let entry = groups.get(key);
      if (!entry || entry.group.isOver) {
        entry = { group: openReadingGroup(gateway, { actor, operation, reading }), listeners: 0 };
        groups.set(key, entry);
      }
      const joined = entry;
      joined.listeners += 1;
      return openListening(joined.group, {
        accountId,
        reading,
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

/** What an operation is told by, apart from where it begins: its text, and the variables that its fields take. */
function identifyOperations() {
  const ofOperation = perOperation<{ number: number; beginnings: ReadonlySet<string> }>();
  let count = 0;

  return ({ document, operationName, variableValues }: Operation): unknown => {
    const { number, beginnings } = ofOperation(document, operationName, (operation) => {
      count += 1;
      return { number: count, beginnings: variablesOfBeginning(document, operation) };
    })!;
    const shown = Object.entries(variableValues ?? {}).filter(([name]) => !beginnings.has(name));
    return [number, shown];
  };
}

/** The variables that say after which event to begin, and nothing else. */
function variablesOfBeginning(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const beginnings = new Set<string>();
  for (const field of operation.selectionSet.selections) {
    if (field.kind !== Kind.FIELD) continue;
    const after = field.arguments?.find(({ name }) => name.value === 'after');
    if (after?.value.kind === Kind.VARIABLE) beginnings.add(after.value.name.value);
  }
  for (const name of [...beginnings]) if (countUses(document, name) > 1) beginnings.delete(name);
  return beginnings;
}

/** Where a variable stands, its definition aside. */
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
