import type { Answer } from '../support/caller.ts';
import { readLog } from './check-books.ts';
import { type Arrival, type Outcome, STATUS } from './fickle-receiver.ts';
import type { Told } from './listeners.ts';
import { readDeliveriesOf, type ToldWebhook } from './told-webhooks.ts';

// What must be so of a webhook at the end, by what arrived at its receiver, by the log, and by what the API says.

/** The events that a webhook must be told of: by their places in the log, those since it was made. */
export async function readWanted({ books, types }: ToldWebhook): Promise<Map<number, Told>> {
  const log = await readLog(books.caller);
  const placeOf = new Map(log.map(({ cursor }, index) => [cursor, index + 1]));
  const wanted = await readLog(books.caller, types);
  return new Map(
    wanted.map((told) => [placeOf.get(told.cursor)!, told] as const).filter(([place]) => place > 1),
  );
}

const sequenceOf = ({ payload }: Arrival) => payload.sequence;

/** The places of what was answered with 2xx at least once, in their order. */
export function takenOf(arrivals: readonly Arrival[]): number[] {
  const taken = arrivals.filter(({ outcome }) => outcome === 'taken');
  return [...new Set(taken.map(sequenceOf))].sort((a, b) => a - b);
}

/** The arrivals that tell of something that is not in the log there, or that the webhook has not asked for. */
export function strangersAmong(arrivals: readonly Arrival[], wanted: Map<number, Told>): Arrival[] {
  return arrivals.filter(({ payload: { sequence, data } }) => {
    const told = wanted.get(sequence);
    return told?.id !== data.eventId || told?.cursor !== data.cursor;
  });
}

/** The events that came under two ids or with two bodies, and the ids under which two events came. */
export function confusedAmong(arrivals: readonly Arrival[]): Arrival[][] {
  const areMixed = (those: Arrival[], of: (arrival: Arrival) => unknown) => new Set(those.map(of)).size > 1;
  const bySequence = [...Map.groupBy(arrivals, sequenceOf).values()];
  const byId = [...Map.groupBy(arrivals, ({ id }) => id).values()];
  return [
    ...bySequence.filter((those) => areMixed(those, ({ id }) => id) || areMixed(those, ({ body }) => body)),
    ...byId.filter((those) => areMixed(those, sequenceOf)),
  ];
}

/** Those that came when something behind them in the log had been there before. */
export function overtakenAmong(arrivals: readonly Arrival[]): Arrival[] {
  let newest = 0;
  return arrivals.filter((arrival) => {
    newest = Math.max(newest, sequenceOf(arrival));
    return sequenceOf(arrival) < newest;
  });
}

/** Those of what had not arrived there before. */
export function firstsAmong(arrivals: readonly Arrival[]): Arrival[] {
  const seen = new Set<string>();
  return arrivals.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** The deliveries of a webhook, as the API tells of them. */
export function readAttempts({ books, id }: ToldWebhook): Promise<Answer[]> {
  return readDeliveriesOf(books.caller, id, { fields: 'id state nextAttemptAt attempts { statusCode }' });
}

/** The log of attempts beside what arrived. */
export function compareAttempts(deliveries: Answer[], arrivals: readonly Arrival[]) {
  const arrivedOf = Map.groupBy(arrivals, ({ id }) => id);
  const logged = deliveries.reduce((sum, { attempts }) => sum + attempts.length, 0);
  return {
    ids: deliveries.map(({ id }) => id).sort(),
    wrong: deliveries.filter((delivery) => !isToldRightly(delivery, arrivedOf.get(delivery.id) ?? [])),
    /** A node was killed before it had written down what came of them. */
    unlogged: arrivals.length - logged,
  };
}

/** Each attempt has arrived and was answered as it says, in this order; and one of them with 2xx. */
function isToldRightly({ attempts }: Answer, arrived: readonly Arrival[]): boolean {
  const statuses: (number | null)[] = attempts.map(({ statusCode }: Answer) => statusCode);
  let found = 0;
  for (const { outcome } of arrived)
    if (found < statuses.length && STATUS[outcome] === statuses[found]) found += 1;
  return found === statuses.length && statuses.includes(STATUS.taken);
}

/** To how many other webhooks something came while one hung: until something came there again. */
function othersDuring(hung: Arrival, arrivals: readonly Arrival[]): number {
  const begun = arrivals.indexOf(hung);
  const next = arrivals.findIndex(({ path }, index) => index > begun && path === hung.path);
  const paths = arrivals.slice(begun + 1, next < 0 ? undefined : next).map(({ path }) => path);
  return new Set(paths).size;
}

/** What the receiver was sent and what it did, in numbers. */
export function countArrivals(arrivals: readonly Arrival[]) {
  const of = (outcome: Outcome) => arrivals.filter((arrival) => arrival.outcome === outcome);
  const count = (outcome: Outcome) => of(outcome).length;
  const deliveries = new Set(arrivals.map(({ id }) => id)).size;
  return {
    ...{ deliveries, arrivals: arrivals.length, taken: count('taken') },
    ...{ failed: count('failed'), slow: count('slow'), dropped: count('dropped'), hung: count('hung') },
    repeats: arrivals.length - deliveries,
    /** What had been taken, and came again. */
    takenAgain: count('taken') - deliveries,
    others: of('hung').map((hung) => othersDuring(hung, arrivals)),
  };
}
