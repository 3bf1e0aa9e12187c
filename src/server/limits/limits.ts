import type { Plan } from '../../generated/prisma/client.ts';
import type { KeyActor } from '../../platform/actor.ts';

/** The limits of one account. */
export interface Allowance {
  requestsPerHour: number;
  requestsPerMinute: number;
  /** The maximum number of objects that one operation may return. */
  maxObjects: number;
}

export interface Limits {
  plans: Record<Plan, Allowance>;
  /** Per network. */
  wrongKeysPerMinute: number;
  /** Per network, for requests without an API key. */
  introspectionsPerMinute: number;
  socketsPerKey: number;
  /** Event streams over SSE. */
  streamsPerKey: number;
  /** The time within which a socket must authenticate. */
  socketInitTimeoutMs: number;
  /** The number of concurrent operations. */
  operationsPerSocket: number;
  /** A subscription that accepts nothing for this time is ended if it is far behind. */
  listenerStallMs: number;
  hourSeconds: number;
  minuteSeconds: number;
}

export const LIMITS: Limits = {
  plans: {
    FREE: { requestsPerHour: 100, requestsPerMinute: 60, maxObjects: 20_000 },
    PRO: { requestsPerHour: 1_000, requestsPerMinute: 300, maxObjects: 100_000 },
    ENTERPRISE: { requestsPerHour: 10_000, requestsPerMinute: 3_000, maxObjects: 500_000 },
  },
  wrongKeysPerMinute: 20,
  introspectionsPerMinute: 30,
  socketsPerKey: 100,
  streamsPerKey: 100,
  socketInitTimeoutMs: 5_000,
  operationsPerSocket: 100,
  listenerStallMs: 5_000,
  hourSeconds: 3_600,
  minuteSeconds: 60,
};

/** The points of an operation's cost that count as one request, rounded up. */
export const POINTS_PER_REQUEST = 100;

/** The maximum cost of one operation: no rate limit would allow more. */
export function maxCost({ requestsPerHour, requestsPerMinute }: Allowance): number {
  return POINTS_PER_REQUEST * Math.min(requestsPerHour, requestsPerMinute);
}

/** Returns the plan's limits, with those that an operator has set for the account in their place. */
export function allowanceOf({ plans }: Limits, { plan, ownLimits }: KeyActor): Allowance {
  const planned = plans[plan];
  if (!ownLimits) return planned;
  return {
    ...planned,
    requestsPerHour: ownLimits.requestsPerHour ?? planned.requestsPerHour,
    requestsPerMinute: ownLimits.requestsPerMinute ?? planned.requestsPerMinute,
  };
}
