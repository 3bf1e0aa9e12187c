import { parseArgs } from 'node:util';
import { createAccount } from './accounts/create-account.ts';
import { createApiKey } from './accounts/create-api-key.ts';
import { Plan } from './generated/prisma/enums.ts';
import { decodeId, encodeId } from './graphql/nodes.ts';
import { openConfiguredDatabase } from './open-gateway.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import type { Gateway } from './platform/gateway.ts';
import { randomKeys } from './platform/keys.ts';
import { startupMessage } from './startup-error.ts';

const USAGE = `Usage:
  admin create-account --name NAME [--plan FREE|PRO|ENTERPRISE]   makes an account and its first API key
  admin create-key --account ID [--name NAME]                     makes another key for an account
  admin list-accounts                                             one line an account
Each answers in JSON, one object a line. A key is shown this once.`;

/** What the operator asked for cannot be done as it was asked. */
class UsageError extends Error {}

type World = Pick<Gateway, 'clock' | 'keys' | 'database'>;
type Options = { name?: string; plan?: string; account?: string };

function readPlan(text: string): Plan {
  const plan = Object.values(Plan).find((known) => known === text.toUpperCase());
  if (!plan) throw new UsageError(`--plan must be one of ${Object.values(Plan).join(', ')}, not "${text}".`);
  return plan;
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

  async 'create-key'(world, { account, name = 'Made by an operator' }) {
    const decoded = account ? decodeId(account) : null;
    if (decoded?.typename !== 'Account') throw new UsageError('--account must be the id of an account.');
    const { prisma } = world.database;
    if (!(await prisma.account.findUnique({ where: { id: decoded.id } }))) {
      throw new UsageError('There is no account with this id.');
    }
    const token = await createApiKey(world, prisma, { accountId: decoded.id, name });
    return [{ accountId: account, apiKey: token }];
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
    options: { name: { type: 'string' }, plan: { type: 'string' }, account: { type: 'string' } },
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
    const lines = await run({ clock: systemClock, keys: randomKeys(systemClock), database }, values);
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
