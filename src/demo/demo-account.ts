import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthenticate } from '../accounts/authenticate.ts';
import { createAccount } from '../accounts/create-account.ts';
import { insertApiKey } from '../accounts/insert-api-key.ts';
import { Ability } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { Tx } from '../platform/postgres/database.ts';
import { MINUTE_MS } from '../values/durations.ts';
import { createSampleData } from './sample-data.ts';

/** An advisory lock of our own, so that only one starting node looks for the demo account at a time. */
const DEMO_LOCK = 4_000_001;
const FILL_TIMEOUT_MS = MINUTE_MS;

/**
 * Creates the demo account in a database without any account; finds it again later. Not in production.
 * @returns its API key, stored in the data directory; null if the database has no demo account
 */
export async function openDemoAccount(gateway: Gateway): Promise<string | null> {
  if (gateway.config.production) return null;
  return gateway.database.prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(${DEMO_LOCK})::text`;
      return openLocked(gateway, tx);
    },
    { maxWait: FILL_TIMEOUT_MS, timeout: FILL_TIMEOUT_MS },
  );
}

async function openLocked(gateway: Gateway, tx: Tx): Promise<string | null> {
  const { prisma } = gateway.database;
  const demo = await tx.account.findFirst({ where: { isDemo: true } });
  if (demo && (await isFilled(tx, demo.id))) return (await readKey(gateway)) ?? renewKey(gateway, demo.id);
  // A demo account that was only partly filled is created again.
  if (demo) await prisma.account.delete({ where: { id: demo.id } });
  else if (await tx.account.findFirst()) return null;

  const { accountId, token } = await createAccount(gateway, prisma, {
    name: 'Demo',
    plan: 'ENTERPRISE',
    isDemo: true,
  });
  const actor = await createAuthenticate(gateway)(`Bearer ${token}`);
  await createSampleData(actor!);
  await prisma.counter.create({ data: { accountId, name: 'demo', last: 1 } });
  await writeKey(gateway, token);
  return token;
}

async function isFilled(tx: Tx, accountId: string): Promise<boolean> {
  return (await tx.counter.count({ where: { accountId, name: 'demo' } })) > 0;
}

/** Returns the key of the last start if it is still valid. */
async function readKey(gateway: Gateway): Promise<string | null> {
  const token = await readFile(keyFile(gateway), 'utf8').catch(() => null);
  const actor = token && (await createAuthenticate(gateway)(`Bearer ${token.trim()}`));
  return actor ? token.trim() : null;
}

async function renewKey(gateway: Gateway, accountId: string): Promise<string> {
  const { token } = await insertApiKey(gateway, gateway.database.prisma, {
    accountId,
    name: 'Demo',
    abilities: Object.values(Ability),
  });
  await writeKey(gateway, token);
  return token;
}

async function writeKey(gateway: Gateway, token: string): Promise<void> {
  await mkdir(gateway.config.dataDir, { recursive: true });
  await writeFile(keyFile(gateway), `${token}\n`, { mode: 0o600 });
}

function keyFile(gateway: Gateway): string {
  return join(gateway.config.dataDir, 'demo-key');
}
