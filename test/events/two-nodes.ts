import { expect } from 'vitest';
import { createAuthenticate } from '../../src/accounts/authenticate.ts';
import { createOrganization } from '../../src/connections/create-organization.ts';
import { assembleGateway } from '../../src/open-gateway.ts';
import type { Gateway } from '../../src/platform/gateway.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { Caller } from '../support/caller.ts';
import { endOfLog } from '../support/event-log.ts';
import type { TestGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';

/** A second gateway over the database of the first, which is near: listeners are there, and all is written far away. */
export function openFarGateway({ gateway: { config, clock, database } }: TestGateway): Gateway {
  return assembleGateway(config, database.pool.options.connectionString!, {
    clock,
    log: createLogger('silent'),
  });
}

export async function closeFarGateway(far: Gateway): Promise<void> {
  await far.events.close();
  await far.database.close();
}

/** Hears of the clients that are created from now on. */
export async function listenForClients(caller: Caller): Promise<Listener> {
  await caller.createOrganization();
  const query = `subscription($after: String) {
    events(after: $after) { ... on ClientCreatedEvent { connection { displayName } } }
  }`;
  return caller.listen(query, { after: await endOfLog(caller) });
}

export async function createClient(far: Gateway, caller: Caller, name: string): Promise<void> {
  const actor = await createAuthenticate(far)(`Bearer ${caller.token}`);
  await createOrganization(actor!, {
    name,
    businessEmail: 'email@example.com',
    language: 'EN_US',
    currency: 'USD',
  });
}

export async function expectClient(listener: Listener, name: string): Promise<void> {
  expect((await listener.next()).events.connection.displayName).toBe(name);
}

/** How long it takes for things to be heard that happen one after the other, each once the last was heard. */
export async function timeOf(
  count: number,
  { far, caller, listener }: { far: Gateway; caller: Caller; listener: Listener },
): Promise<number> {
  const begin = performance.now();
  for (let index = 0; index < count; index += 1) {
    await createClient(far, caller, `Number ${index}`);
    await expectClient(listener, `Number ${index}`);
  }
  return performance.now() - begin;
}

/** The processes of PostgreSQL that listen for hints, whoever they serve. */
export async function listeningBackends({ gateway: { database } }: TestGateway): Promise<number[]> {
  const { rows } = await database.pool.query(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' ORDER BY pid",
  );
  return rows.map(({ pid }) => pid);
}
