import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { beforeAll, beforeEach } from 'vitest';
import { createAccount } from '../../src/accounts/create-account.ts';
import { dueWork } from '../../src/due-work.ts';
import type { Plan } from '../../src/generated/prisma/client.ts';
import { openMailTransport } from '../../src/mail/transport.ts';
import { assembleGateway } from '../../src/open-gateway.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Gateway } from '../../src/platform/gateway.ts';
import { createLogger } from '../../src/platform/log.ts';
import { LIMITS, type Limits } from '../../src/server/limits/limits.ts';
import { serve } from '../../src/server/serve.ts';
import { encodeId } from '../../src/values/global-id.ts';
import { Caller } from './caller.ts';
import { TestClock } from './clock.ts';
import { createDatabase, type TestDatabase } from './database.ts';

/** A gateway as callers meet it: a server on a port of its own, over a database of its own. */
export interface TestGateway {
  gateway: Gateway;
  clock: TestClock;
  /** `http://127.0.0.1:PORT/graphql` */
  url: string;
  /** A new account, through the eyes of its first key. */
  createCaller(options?: { name?: string; plan?: Plan }): Promise<Caller>;
  /** Does all that is due by now: bills periods, reminds, sends mail, tells webhooks. */
  work(): Promise<void>;
  /** The messages that were sent so far, the oldest first, where no mail server was given. */
  readMails(): Promise<Email[]>;
}

export interface StartedGateway extends TestGateway {
  stop(): Promise<void>;
}

export interface GatewayOptions {
  /** Another gateway, to share its database and its clock. */
  beside?: TestGateway;
  clock?: TestClock;
  env?: Record<string, string>;
  limits?: Limits;
  /** Replaces the gateway's own database. Dropped when the gateway stops. */
  database?: TestDatabase;
}

const WIDE = { requestsPerHour: 1_000_000_000, requestsPerMinute: 1_000_000_000, maxObjects: 1_000_000_000 };

/** So wide that no test comes to them unless it means to. */
const WIDE_LIMITS: Limits = {
  ...LIMITS,
  plans: { FREE: WIDE, PRO: WIDE, ENTERPRISE: WIDE },
  wrongKeysPerMinute: 1_000_000,
  introspectionsPerMinute: 1_000_000,
};

/**
 * Runs one gateway for all tests of the file, or of the `describe` that calls it. It stops after every `afterAll`.
 * @returns the gateway, usable in hooks and tests but not while the file loads
 */
export function useGateway(options?: GatewayOptions): TestGateway {
  return startBefore(beforeAll, options);
}

/** Runs a gateway of its own for each test. It stops after every `afterEach`. */
export function useFreshGateway(options?: GatewayOptions): TestGateway {
  return startBefore(beforeEach, options);
}

function startBefore(hook: typeof beforeAll | typeof beforeEach, options?: GatewayOptions): TestGateway {
  let started: StartedGateway | undefined;
  hook(async () => {
    const gateway = await startGateway(options);
    started = gateway;
    return () => gateway.stop();
  });
  const current = (): TestGateway => {
    if (!started) throw new Error('The gateway starts before the tests: use it in a hook or in a test.');
    return started;
  };
  return {
    get gateway() {
      return current().gateway;
    },
    get clock() {
      return current().clock;
    },
    get url() {
      return current().url;
    },
    createCaller: (options) => current().createCaller(options),
    work: () => current().work(),
    readMails: () => current().readMails(),
  };
}

/** Starts a gateway that the caller has to stop: for a test about starting or stopping, or of several gateways. */
export async function startGateway({
  beside,
  clock = beside?.clock ?? new TestClock(),
  env = {},
  limits = WIDE_LIMITS,
  database = beside && databaseOf(beside),
}: GatewayOptions = {}): Promise<StartedGateway> {
  database ??= await createDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gateway-'));
  const config = readConfig({
    ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', DATA_DIR: dataDir },
    // The receivers of webhooks are the tests' own.
    ...{ WEBHOOKS_ALLOW_LOOPBACK: 'on' },
    ...env,
  });
  const transport = openMailTransport(config);
  const gateway = assembleGateway(config, database.url, { clock, log: createLogger('silent') });
  const server = await serve(gateway, config.introspection ? { demoKey: null } : null, limits);
  const url = `http://127.0.0.1:${server.port}/graphql`;
  return {
    gateway,
    clock,
    url,
    async createCaller({ name = 'Acme', plan = 'ENTERPRISE' } = {}) {
      const { accountId, token } = await createAccount(gateway, gateway.database.prisma, { name, plan });
      return new Caller({ url, token, accountId: encodeId('Account', accountId) });
    },
    async work() {
      for (const { run, finish } of dueWork(gateway, transport)) while ((await run()) || (await finish?.()));
    },
    async readMails() {
      // The names are the deliveries' ids, which begin with the time.
      const folder = join(dataDir, 'mail');
      const files = (await readdir(folder).catch(() => [])).sort();
      const mails = files.map(async (file) => PostalMime.parse(await readFile(join(folder, file))));
      return Promise.all(mails);
    },
    async stop() {
      await server.stop();
      await transport.close();
      await gateway.database.close();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}

function databaseOf({ gateway: { database } }: TestGateway): TestDatabase {
  return { url: database.pool.options.connectionString!, drop: async () => {} };
}
