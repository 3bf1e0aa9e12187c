import type { Estimate, EstimateState } from '../generated/prisma/client.ts';
import { dateOf } from '../platform/clock.ts';

/** Derives the state from the estimate's progress. It is stored only for filters and sort orders. */
export function estimateState({
  acceptedAt,
  viewedAt,
  sentAt,
}: Pick<Estimate, 'acceptedAt' | 'viewedAt' | 'sentAt'>): EstimateState {
  if (acceptedAt) return 'ACCEPTED';
  if (viewedAt) return 'VIEWED';
  return sentAt ? 'SENT' : 'DRAFT';
}

/** Whether an estimate can no longer be accepted, by the date in UTC. */
export function isExpired({ state, expireDate }: Pick<Estimate, 'state' | 'expireDate'>, now: Date): boolean {
  return state !== 'ACCEPTED' && expireDate < dateOf(now);
}
