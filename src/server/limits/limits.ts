import type { Plan } from '../../generated/prisma/client.ts';
import type { KeyActor } from '../../platform/actor.ts';

/** What an account may ask for. */
export interface Allowance {
  requestsPerHour: number;
  requestsPerMinute: number;
  /** So many objects one operation may bring. */
  maxObjects: number;
}

export interface Limits {
  plans: Record<Plan, Allowance>;
  /** Of one network. */
  wrongKeysPerMinute: number;
  /** Of one network, without a key. */
  introspectionsPerMinute: number;
  socketsPerKey: number;
  /** Of events, over SSE. */
  streamsPerKey: number;
  /** A socket that has not said by then whose it is has to go. */
  socketInitTimeoutMs: number;
  /** At a time. */
  operationsPerSocket: number;
  /** One that takes nothing for so long is ended, if it has missed much by then. */
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

/** So many points of an operation's cost count as one request, as does a part of them. */
export const POINTS_PER_REQUEST = 100;

/** The most that one operation may cost: with more it could never be let through. */
export function maxCost({ requestsPerHour, requestsPerMinute }: Allowance): number {
  return POINTS_PER_REQUEST * Math.min(requestsPerHour, requestsPerMinute);
}

/** What the plan says, but for what an operator has set for the account. */
export function allowanceOf({ plans }: Limits, { plan, ownLimits }: KeyActor): Allowance {
  const planned = plans[plan];
  if (!ownLimits) return planned;
  return {
    ...planned,
    requestsPerHour: ownLimits.requestsPerHour ?? planned.requestsPerHour,
    requestsPerMinute: ownLimits.requestsPerMinute ?? planned.requestsPerMinute,
  };
}
