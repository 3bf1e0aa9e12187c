import type { ServerResponse } from 'node:http';
import type { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql';
import type { RateLimitStatus } from '../../graphql/context.ts';
import type { KeyActor } from '../../platform/actor.ts';
import type { Config } from '../../platform/config.ts';
import type { Count, Counter, Counters } from '../../platform/counters.ts';
import { requestError } from '../../values/graphql-request-error.ts';
import { type Allowance, allowanceOf, type Limits, maxCost, POINTS_PER_REQUEST } from './limits.ts';
import { type Cost, createCostEstimator } from './query-cost.ts';
import { originOf, type TransportInfo, transportInfoOf } from './transport-info.ts';

/** Grants an operation permission to run. */
export interface Permit {
  points: number;
  /** The account's rate limit after this operation; null without an API key. */
  rateLimitStatus: RateLimitStatus | null;
}

export interface RateLimiter {
  /** Counts an invalid API key. @returns an error if its network sent too many */
  countWrongKey(req: TransportInfo['req']): Promise<GraphQLError | null>;
  /**
   * Counts an operation.
   * @throws QUERY_TOO_COMPLEX if the operation alone exceeds a limit, RATE_LIMITED if the account or network does
   */
  acquire(args: ExecutionArgs, actor: KeyActor | null): Promise<Permit>;
}

export function createRateLimiter(
  counters: Counters,
  { limits, schema, config }: { limits: Limits; schema: GraphQLSchema; config: Config },
): RateLimiter {
  const estimateCost = createCostEstimator(schema);
  const { hourSeconds, minuteSeconds } = limits;
  const hours = counters.counter('hour', hourSeconds);
  const minutes = counters.counter('minute', minuteSeconds);
  const wrongKeys = counters.counter('wrong-keys', minuteSeconds);
  const introspections = counters.counter('introspections', minuteSeconds);

  async function acquireAnonymous(units: number, network: string): Promise<Permit['rateLimitStatus']> {
    const taken = await take(introspections, network, { units, limit: limits.introspectionsPerMinute });
    if (!taken.fits) throw rateLimited(secondsOf(taken), 'without an API key');
    return null;
  }

  async function acquireForAccount(
    units: number,
    accountId: string,
    { allowance, response }: { allowance: Allowance; response: ServerResponse | undefined },
  ): Promise<RateLimitStatus> {
    const [hour, minute] = await Promise.all([
      take(hours, accountId, { units, limit: allowance.requestsPerHour }),
      take(minutes, accountId, { units, limit: allowance.requestsPerMinute }),
    ]);
    if (hour.fits && minute.fits) {
      const rateLimitStatus = rateLimitStatusOf(hour);
      setHeaders(response, rateLimitStatus);
      return rateLimitStatus;
    }
    // A rejected operation must not count in the other window.
    if (hour.fits) await hours.takeBack(accountId, units);
    if (minute.fits) await minutes.takeBack(accountId, units);
    const exceeded = hour.fits ? minute : hour;
    const seconds = secondsOf(exceeded);
    setHeaders(response, rateLimitStatusOf(exceeded), seconds);
    throw rateLimited(seconds, hour.fits ? 'per minute' : 'per hour', exceeded.limit);
  }

  return {
    async countWrongKey(req) {
      const limit = limits.wrongKeysPerMinute;
      const taken = await take(wrongKeys, originOf({ req }, config), { units: 1, limit });
      return taken.fits ? null : rateLimited(secondsOf(taken), 'with invalid API keys');
    },
    async acquire(args, actor) {
      const { document, operationName, variableValues } = args;
      const transport = transportInfoOf(args);
      const cost = estimateCost(document, operationName, variableValues ?? {});
      const units = Math.max(1, Math.ceil(cost.points / POINTS_PER_REQUEST));
      if (!actor) {
        return {
          points: cost.points,
          rateLimitStatus: await acquireAnonymous(units, originOf(transport, config)),
        };
      }
      const allowance = allowanceOf(limits, actor);
      checkComplexity(cost, allowance);
      const rateLimitStatus = await acquireForAccount(units, actor.accountId, {
        allowance,
        response: transport.res,
      });
      return { points: cost.points, rateLimitStatus };
    },
  };
}

function checkComplexity({ points, objects }: Cost, allowance: Allowance): void {
  const { maxObjects } = allowance;
  const most = maxCost(allowance);
  if (objects > maxObjects) throw tooComplex(`may return ${objects} objects`, { maxObjects });
  if (points > most) throw tooComplex(`costs ${points} points`, { maxCost: most });
}

function tooComplex(excess: string, limit: Record<string, number>): GraphQLError {
  const [most] = Object.values(limit);
  return requestError(
    'QUERY_TOO_COMPLEX',
    `The operation ${excess}; the maximum for this account is ${most}. Request smaller pages or fewer nested lists.`,
    { ...limit, http: { status: 400 } },
  );
}

interface Taken extends Count {
  fits: boolean;
  limit: number;
}

/** Counts units that fit; those that do not leave the remainder to smaller operations. */
async function take(
  counter: Counter,
  key: string,
  { units, limit }: { units: number; limit: number },
): Promise<Taken> {
  const { count, msLeft } = await counter.add(key, units);
  if (count <= limit) return { count, msLeft, limit, fits: true };
  const before = count - units;
  if (before < limit) await counter.takeBack(key, units);
  return { count: before, msLeft, limit, fits: false };
}

function rateLimitStatusOf({ count, limit, msLeft }: Taken): RateLimitStatus {
  return { limit, remaining: Math.max(0, limit - count), resetAt: new Date(Date.now() + msLeft) };
}

function secondsOf({ msLeft }: Count): number {
  return Math.max(1, Math.ceil(msLeft / 1_000));
}

/** @param retrySeconds set if the operation is rejected */
function setHeaders(
  response: ServerResponse | undefined,
  { limit, remaining, resetAt }: RateLimitStatus,
  retrySeconds?: number,
): void {
  if (!response || response.headersSent) return;
  response.setHeader('X-RateLimit-Limit', limit);
  response.setHeader('X-RateLimit-Remaining', remaining);
  response.setHeader('X-RateLimit-Reset', Math.ceil(resetAt.getTime() / 1_000));
  if (retrySeconds) response.setHeader('Retry-After', retrySeconds);
}

function rateLimited(retryAfter: number, of: string, limit?: number): GraphQLError {
  const headers = { 'retry-after': String(retryAfter) };
  const most = limit === undefined ? `Too many requests ${of}` : `More than ${limit} requests ${of}`;
  const message = `${most}: try again in ${retryAfter} s.`;
  return requestError('RATE_LIMITED', message, { retryAfter, http: { status: 429, headers } });
}
