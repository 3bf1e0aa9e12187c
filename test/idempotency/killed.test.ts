import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import {
  findFreePort,
  type GatewayProcess,
  killProcesses,
  startProcess,
} from '../support/gateway-process.ts';
import type { Exchange } from '../support/post.ts';
import { codesOf, isReplay, PAY, payment, sendKeyed } from './send-keyed.ts';

// A server that is killed while callers pay, and callers that ask until they are answered.
// IDEMPOTENCY_ROUNDS=20 vitest run test/idempotency/killed   tries it that many times, and tells the counts.
const ROUNDS = Number(process.env.IDEMPOTENCY_ROUNDS ?? 1);
const KEYS = 20;
const REQUESTS = 1_000;
const CLIENTS = 25;
const KILLS = 2;

vi.setConfig({ testTimeout: 60_000 * ROUNDS, hookTimeout: 60_000 });

const gateway = useGateway();
let env: Record<string, string>;
let server: GatewayProcess;
beforeAll(async () => {
  const { database, config } = gateway.gateway;
  env = {
    ...{ DATABASE_URL: database.pool.options.connectionString!, DATA_DIR: config.dataDir },
    ...{ PORT: await findFreePort(), HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'production' },
  };
  server = await startProcess(env, { hasDemo: false });
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') killProcesses();
});
afterAll(() => {
  vi.resetConfig();
  killProcesses();
});

interface Tally {
  /** Of a key each answer that it had. */
  answers: Map<string, Exchange[]>;
  refused: number;
  unanswered: number;
  /** How far the first of the keys had come that it was killed at. */
  kills: string[];
}

/** The keys one after the other, each spread widely over those around it. */
function interleave(): string[] {
  const places = Array.from({ length: REQUESTS }, (_, index) => {
    const key = index % KEYS;
    return { key: `key-${key}`, place: key + Math.random() * 4 };
  });
  return places.sort((a, b) => a.place - b.place).map(({ key }) => key);
}

/** Some keys: soon after the first request with one of them the server is killed. */
function chooseFatal(): Set<string> {
  const keys = Array.from({ length: KEYS }, (_, index) => `key-${index}`);
  return new Set(Array.from({ length: KILLS }, () => keys.splice(Math.random() * keys.length, 1)[0]!));
}

/** At any time, or as soon as a key has its outcome: before its answer can be written. */
async function killAndRestart(tally: Tally, key: string): Promise<void> {
  if (tally.kills.length % 2 === 0) await pause(Math.random() * 60);
  else while ((await stateOf(key)) === 'unused');
  server.child.kill('SIGKILL');
  await server.ended;
  tally.kills.push(await stateOf(key));
  server = await startProcess(env, { hasDemo: false });
}

/** How far the newest account has come with a key. */
async function stateOf(key: string): Promise<string> {
  const { rows } = await gateway.gateway.database.pool.query(
    `SELECT CASE WHEN answer IS NULL THEN 'outcome' ELSE 'answer' END AS state FROM "IdempotencyKey"
     WHERE key = $1 AND "accountId" = (SELECT id FROM "Account" ORDER BY id DESC LIMIT 1)`,
    [key],
  );
  return rows[0]?.state ?? 'unused';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function payUntilAnswered(caller: Caller, invoices: Answer[]): Promise<Tally> {
  const tally: Tally = { answers: new Map(), refused: 0, unanswered: 0, kills: [] };
  const queue = interleave();
  const fatal = chooseFatal();
  const invoiceOf = new Map(queue.map((key) => [key, invoices[Number(key.slice(4)) % invoices.length].id]));
  let restarted = Promise.resolve();

  async function ask(key: string): Promise<void> {
    const variables = payment(invoiceOf.get(key)!);
    for (;;) {
      const sent = sendKeyed(caller, { key, query: PAY, variables }).catch(() => null);
      if (fatal.delete(key)) restarted = restarted.then(() => killAndRestart(tally, key));
      const answer = await sent;
      if (answer?.status === 200) {
        const answers = tally.answers.get(key) ?? [];
        tally.answers.set(key, [...answers, answer]);
        return;
      }
      if (answer) expect(codesOf(answer)).toEqual(['IDEMPOTENCY_IN_PROGRESS']);
      if (answer) tally.refused += 1;
      else tally.unanswered += 1;
      // A client that is turned away does not ask again at once.
      await pause(50);
    }
  }

  const clients = Array.from({ length: CLIENTS }, async () => {
    for (let key = queue.shift(); key; key = queue.shift()) await ask(key);
  });
  await Promise.all(clients);
  await restarted;
  return tally;
}

test('1,000 requests with 20 keys, the server killed in the middle: each pays once, and is told so', async () => {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const here = await gateway.createCaller();
    const invoices = await Promise.all([1, 2, 3].map(() => here.createInvoice()));
    const caller = Object.assign(Object.create(here), { url: server.url }) as Caller;

    const { answers, ...counts } = await payUntilAnswered(caller, invoices);

    expect(counts.kills).toHaveLength(KILLS);
    expect([...answers.values()].flat()).toHaveLength(REQUESTS);
    const told = [...answers.values()].map((ofKey) => new Set(ofKey.map(({ text }) => text)));
    expect(told.map(({ size }) => size)).toEqual(Array(KEYS).fill(1));
    const ids = told.map(([text]) => JSON.parse(text!).data.recordPayment.payment.id);
    expect(new Set(ids).size).toBe(KEYS);

    const { payments } = await here.run('{ payments(first: 100) { nodes { id } } }');
    expect(payments.nodes.map(({ id }: Answer) => id).sort()).toEqual(ids.sort());
    const { events } = await here.run('{ events(first: 100, types: [PAYMENT_RECEIVED]) { nodes { name } } }');
    expect(events.nodes).toHaveLength(KEYS);

    if (process.env.IDEMPOTENCY_ROUNDS) {
      // Of a key whose first answer was lost every answer is a replay.
      const lost = [...answers.values()].filter((ofKey) => ofKey.every(isReplay)).length;
      process.stdout.write(
        `${JSON.stringify({ round, payments: payments.nodes.length, ...counts, lost })}\n`,
      );
    }
  }
});
