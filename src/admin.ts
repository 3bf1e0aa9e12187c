import { parseArgs } from 'node:util';
import { createAccount } from './accounts/create-account.ts';
import { insertApiKey } from './accounts/insert-api-key.ts';
import { Ability, Plan } from './generated/prisma/enums.ts';
import { openConfiguredDatabase } from './open-gateway.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import type { Gateway } from './platform/gateway.ts';
import { createIdGenerator } from './platform/id-generator.ts';
import { openDatabase } from './platform/postgres/database.ts';
import { startupMessage } from './startup-error.ts';
import { decodeId, encodeId, idOf } from './values/global-id.ts';

const USAGE = `Usage:
  admin create-account --name NAME [--plan FREE|PRO|ENTERPRISE]   makes an account and its first API key
  admin create-key --account ID [--name NAME] [--abilities A,B]   makes another key for an account,
                                                                  for everything if nothing is said
  admin list-keys --account ID                                    one line a key
  admin revoke-key --account ID --key ID                          ends a key, and what is open with it
  admin set-limit --account ID [--per-hour N] [--per-minute N]    so many requests in place of its plan's;
                                                                  without a number what the plan says
  admin list-accounts                                             one line an account
Each answers in JSON, one object a line. A key is shown this once.`;

/** What the operator asked for cannot be done as it was asked. */
class UsageError extends Error {}

type World = Pick<Gateway, 'clock' | 'ids' | 'database'>;
type Options = {
  name?: string;
  plan?: string;
  account?: string;
  abilities?: string;
  key?: string;
  'per-hour'?: string;
  'per-minute'?: string;
};

function readPlan(text: string): Plan {
  const plan = Object.values(Plan).find((known) => known === text.toUpperCase());
  if (!plan) throw new UsageError(`--plan must be one of ${Object.values(Plan).join(', ')}, not "${text}".`);
  return plan;
}

function readAbilities(text: string): Ability[] {
  const names = text
    .toUpperCase()
    .split(',')
    .map((name) => name.trim());
  const known = Object.values(Ability);
  const wrong = names.find((name) => !known.includes(name as Ability));
  if (wrong !== undefined) {
    throw new UsageError(`--abilities must be some of ${known.join(', ')}, not "${wrong}".`);
  }
  return known.filter((ability) => names.includes(ability));
}

const MAX_REQUESTS = 1_000_000_000;

/** Null for nothing said. */
function readRequests(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_REQUESTS) return Number(text);
  throw new UsageError(`${option} must be a number from 1 to ${MAX_REQUESTS}, not "${text}".`);
}

async function findAccount({ database }: World, account: string | undefined): Promise<string> {
  const decoded = account ? decodeId(account) : null;
  if (decoded?.typename !== 'Account') throw new UsageError('--account must be the id of an account.');
  if (!(await database.prisma.account.findUnique({ where: { id: decoded.id } }))) {
    throw new UsageError('There is no account with this id.');
  }
  return decoded.id;
}

const commands: Record<string, (world: World, options: Options) => Promise<object[]>> = {
  async 'create-account'(world, { name, plan = 'FREE' }) {
    if (!name?.trim()) throw new UsageError('--name is needed.');
    const account = { name: name.trim(), plan: readPlan(plan) };
    const { accountId, token } = await world.database.prisma.$transaction((tx) =>
      createAccount(world, tx, account),
    );
    return [{ accountId: encodeId('Account', accountId), apiKey: token }];
  },

  async 'create-key'(world, { account, name = 'Made by an operator', abilities }) {
    const accountId = await findAccount(world, account);
    const chosen = abilities === undefined ? Object.values(Ability) : readAbilities(abilities);
    const key = { accountId, name, abilities: chosen };
    const { token } = await insertApiKey(world, world.database.prisma, key);
    return [{ accountId: account, apiKey: token }];
  },

  async 'list-keys'(world, { account }) {
    const accountId = await findAccount(world, account);
    const keys = await world.database.prisma.apiKey.findMany({
      where: { accountId },
      orderBy: { createdAt: 'asc' },
    });
    return keys.map(({ id, name, prefix, abilities, lastUsedAt, createdAt, revokedAt }) => ({
      keyId: encodeId('ApiKey', id),
      ...{ name, prefix, abilities, lastUsedAt, createdAt, revokedAt },
    }));
  },

  async 'revoke-key'(world, { account, key }) {
    const accountId = await findAccount(world, account);
    const id = idOf(key ?? '', 'ApiKey');
    if (id === null) throw new UsageError('--key must be the id of a key: list-keys shows them.');
    const { apiKey } = world.database.prisma;
    const active = { accountId, id, revokedAt: null };
    await apiKey.updateMany({ where: active, data: { revokedAt: world.clock.now() } });
    const revoked = await apiKey.findUnique({ where: { accountId_id: { accountId, id } } });
    if (!revoked) throw new UsageError('The account has no key with this id.');
    return [{ keyId: key, revokedAt: revoked.revokedAt }];
  },

  async 'set-limit'(world, { account, 'per-hour': perHour, 'per-minute': perMinute }) {
    const accountId = await findAccount(world, account);
    const data = {
      requestsPerHour: readRequests('--per-hour', perHour),
      requestsPerMinute: readRequests('--per-minute', perMinute),
    };
    await world.database.prisma.account.update({ where: { id: accountId }, data });
    return [{ accountId: account, ...data }];
  },

  async 'list-accounts'({ database }) {
    const accounts = await database.prisma.account.findMany({ orderBy: { createdAt: 'asc' } });
    return accounts.map(({ id, name, plan, createdAt }) => ({
      accountId: encodeId('Account', id),
      name,
      plan,
      createdAt,
    }));
  },
};

function readCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      plan: { type: 'string' },
      account: { type: 'string' },
      abilities: { type: 'string' },
      key: { type: 'string' },
      'per-hour': { type: 'string' },
      'per-minute': { type: 'string' },
    },
  });
  const run = commands[positionals[0] ?? ''];
  if (!run || positionals.length > 1) throw new UsageError(USAGE);
  return { run, values };
}

async function main(): Promise<void> {
  const { run, values } = readCommandLine();
  const config = readConfig(process.env);
  const { databaseUrl, stop } = await openConfiguredDatabase(config);
  const database = openDatabase(databaseUrl, () => {});
  try {
    const lines = await run({ clock: systemClock, ids: createIdGenerator(systemClock), database }, values);
    for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    await database.close();
    await stop();
  }
}

try {
  await main();
} catch (error) {
  const isWording = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  const message = isWording ? error.message : startupMessage(error);
  process.stderr.write(`${message ?? (error as Error).stack}\n`);
  process.exitCode = 1;
}
