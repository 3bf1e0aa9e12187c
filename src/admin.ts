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
  admin create-account --name NAME [--plan FREE|PRO|ENTERPRISE]   creates an account and its first API key
  admin create-key --account ID [--name NAME] [--abilities A,B]   creates another API key for an account,
                                                                  with all abilities by default
  admin list-keys --account ID                                    lists the API keys of an account
  admin revoke-key --account ID --key ID                          revokes a key and closes its connections
  admin set-limit --account ID [--per-hour N] [--per-minute N]    sets rate limits in place of the plan's;
                                                                  without a number the plan's apply
  admin list-accounts                                             lists all accounts
Output is JSON, one object per line. An API key is printed only when it is created.`;

/** A command or its options are invalid; the message is for the operator. */
class UsageError extends Error {}

type Services = Pick<Gateway, 'clock' | 'ids' | 'database'>;
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
    throw new UsageError(`--abilities must be a list of ${known.join(', ')}, not "${wrong}".`);
  }
  return known.filter((ability) => names.includes(ability));
}

const MAX_REQUESTS = 1_000_000_000;

/** Returns null if the option is not given. */
function readRequests(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_REQUESTS) return Number(text);
  throw new UsageError(`${option} must be a number from 1 to ${MAX_REQUESTS}, not "${text}".`);
}

async function findAccount({ database }: Services, account: string | undefined): Promise<string> {
  const decoded = account ? decodeId(account) : null;
  if (decoded?.typename !== 'Account') throw new UsageError('--account must be the id of an account.');
  if (!(await database.prisma.account.findUnique({ where: { id: decoded.id } }))) {
    throw new UsageError('There is no account with this id.');
  }
  return decoded.id;
}

const commands: Record<string, (services: Services, options: Options) => Promise<object[]>> = {
  async 'create-account'(services, { name, plan = 'FREE' }) {
    if (!name?.trim()) throw new UsageError('--name is required.');
    const account = { name: name.trim(), plan: readPlan(plan) };
    const { accountId, token } = await services.database.prisma.$transaction((tx) =>
      createAccount(services, tx, account),
    );
    return [{ accountId: encodeId('Account', accountId), apiKey: token }];
  },

  async 'create-key'(services, { account, name = 'Created by an operator', abilities }) {
    const accountId = await findAccount(services, account);
    const chosen = abilities === undefined ? Object.values(Ability) : readAbilities(abilities);
    const key = { accountId, name, abilities: chosen };
    const { token } = await insertApiKey(services, services.database.prisma, key);
    return [{ accountId: account, apiKey: token }];
  },

  async 'list-keys'(services, { account }) {
    const accountId = await findAccount(services, account);
    const keys = await services.database.prisma.apiKey.findMany({
      where: { accountId },
      orderBy: { createdAt: 'asc' },
    });
    return keys.map(({ id, name, prefix, abilities, lastUsedAt, createdAt, revokedAt }) => ({
      keyId: encodeId('ApiKey', id),
      ...{ name, prefix, abilities, lastUsedAt, createdAt, revokedAt },
    }));
  },

  async 'revoke-key'(services, { account, key }) {
    const accountId = await findAccount(services, account);
    const id = idOf(key ?? '', 'ApiKey');
    if (id === null) throw new UsageError('--key must be the id of an API key: see list-keys.');
    const { apiKey } = services.database.prisma;
    const active = { accountId, id, revokedAt: null };
    await apiKey.updateMany({ where: active, data: { revokedAt: services.clock.now() } });
    const revoked = await apiKey.findUnique({ where: { accountId_id: { accountId, id } } });
    if (!revoked) throw new UsageError('The account has no API key with this id.');
    return [{ keyId: key, revokedAt: revoked.revokedAt }];
  },

  async 'set-limit'(services, { account, 'per-hour': perHour, 'per-minute': perMinute }) {
    const accountId = await findAccount(services, account);
    const data = {
      requestsPerHour: readRequests('--per-hour', perHour),
      requestsPerMinute: readRequests('--per-minute', perMinute),
    };
    await services.database.prisma.account.update({ where: { id: accountId }, data });
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
  const isUsageError = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  const message = isUsageError ? error.message : startupMessage(error);
  process.stderr.write(`${message ?? (error as Error).stack}\n`);
  process.exitCode = 1;
}
