/** Counts what each API key has open on this node. Other nodes count for themselves. */
export interface ConcurrencyLimit {
  /** @returns a function that releases the slot, called once; null if the limit is reached */
  enter(apiKeyId: string): (() => void) | null;
}

export function createConcurrencyLimit(limit: number): ConcurrencyLimit {
  const open = new Map<string, number>();

  function leave(apiKeyId: string): void {
    const left = open.get(apiKeyId)! - 1;
    if (left > 0) open.set(apiKeyId, left);
    else open.delete(apiKeyId);
  }

  return {
    enter(apiKeyId) {
      const already = open.get(apiKeyId) ?? 0;
      if (already >= limit) return null;
      open.set(apiKeyId, already + 1);
      return () => leave(apiKeyId);
    },
  };
}
