import { sum } from '../values/decimal.ts';

/**
 * Apportions an amount by the largest remainder method, so that the shares add up to it exactly.
 *
 * Each share is the exact proportion rounded down to a whole unit (towards minus infinity). The remaining units go,
 * one each, to the largest fractional parts; among equal parts the earlier comes first. Weights may be negative. If
 * they add up to zero, there is no proportion and all shares are zero.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sum(weights);
  if (total === 0n || whole === 0n) return weights.map(() => 0n);
  // With a positive divisor, every remainder is positive too.
  const divisor = whole < 0n ? -whole : whole;
  const factor = whole < 0n ? -total : total;
  const remainders = weights.map((weight) => floorRemainder(factor * weight, divisor));
  const shares = weights.map((weight, at) => (factor * weight - remainders[at]!) / divisor);
  const left = total - sum(shares);
  if (left > 0n) {
    const byRemainder = [...weights.keys()].sort((a, b) => compareDescending(remainders[a]!, remainders[b]!));
    for (const at of byRemainder.slice(0, Number(left))) shares[at]! += 1n;
  }
  return shares;
}

function floorRemainder(dividend: bigint, divisor: bigint): bigint {
  const remainder = dividend % divisor;
  return remainder < 0n ? remainder + divisor : remainder;
}

// The sort is stable: among equal parts the earlier stays first.
function compareDescending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}
