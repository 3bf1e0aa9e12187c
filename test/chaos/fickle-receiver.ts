import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { NEVER, type Payload, type Received, type Reply, startReceiver } from '../support/receiver.ts';

export type Outcome = 'taken' | 'failed' | 'slow' | 'dropped' | 'hung';

/** A request that has come in, whatever became of it. */
export interface Arrival {
  path: string;
  /** Its `webhook-id`. */
  id: string;
  body: string;
  payload: Payload;
  outcome: Outcome;
}

/** The receiver of everybody's webhooks, which often fails and sometimes hangs. */
export interface FickleReceiver {
  /** In the order in which they came. */
  readonly arrivals: readonly Arrival[];
  /** What nobody should be sent. */
  readonly faults: string[];
  /** With a path of its own for each webhook. */
  urlOf(path: string): string;
  /** @param secret with which all that comes there must be signed */
  expectAt(path: string, secret: string): void;
  /** So many of the next requests are never answered: each for another webhook, and for none twice. */
  hang(count: number): void;
  hangNoMore(): void;
  /** How many requests to a path were open at a time, at the most. */
  mostOpen(path: string): number;
  stop(): Promise<void>;
}

/** What the sender hears of each; null where it is nothing. */
export const STATUS: Record<Outcome, number | null> = {
  taken: 204,
  failed: 500,
  slow: 503,
  dropped: null,
  hung: null,
};

const FAILURES = ['failed', 'slow', 'dropped'] as const;
const FAILS = 1 / 3;
/** Of one delivery: after the second it would come again in five minutes, unless somebody asks for it. */
const MAX_FAILURES = 2;
const SLOW_MS = 300;

export async function startFickleReceiver(): Promise<FickleReceiver> {
  const receiver = await startReceiver();
  const secrets = new Map<string, string>();
  const arrivals: Arrival[] = [];
  const faults: string[] = [];
  const failures = new Map<string, number>();
  const haveHung = new Set<string>();
  let hangsLeft = 0;

  function choose(path: string, id: string): Outcome {
    if (hangsLeft > 0 && !haveHung.has(path)) {
      hangsLeft -= 1;
      haveHung.add(path);
      return 'hung';
    }
    if ((failures.get(id) ?? 0) >= MAX_FAILURES || Math.random() >= FAILS) return 'taken';
    return FAILURES[Math.floor(Math.random() * FAILURES.length)]!;
  }

  receiver.answer(({ path, headers, body }: Received): Reply => {
    try {
      // As it arrives, and by the machine's time, as receivers do it.
      const payload = new Webhook(secrets.get(path)!).verify(body, headers as Record<string, string>);
      const id = String(headers['webhook-id']);
      const outcome = choose(path, id);
      if (outcome !== 'taken') failures.set(id, (failures.get(id) ?? 0) + 1);
      arrivals.push({ path, id, body, payload: payload as Payload, outcome });
      return replyWith(outcome);
    } catch (error) {
      faults.push(`${path}: ${error} ${JSON.stringify(headers)} ${body}`);
      return { status: 400 };
    }
  });

  return {
    arrivals,
    faults,
    urlOf: (path) => new URL(path, receiver.url).href,
    expectAt: (path, secret) => void secrets.set(path, secret),
    hang(count) {
      hangsLeft += count;
    },
    hangNoMore() {
      hangsLeft = 0;
    },
    mostOpen: (path) => receiver.open(path).most,
    stop: receiver.stop,
  };
}

function replyWith(outcome: Outcome): Reply {
  if (outcome === 'hung') return { after: NEVER };
  if (outcome === 'dropped') return { drops: true };
  return { status: STATUS[outcome]!, ...(outcome === 'slow' && { after: pause(SLOW_MS) }) };
}
