/** Counts what is open for each key, on this node: others do not know of it. */
export interface ConcurrencyLimit {
  /** @returns what takes it back, called once; null where it is one too many */
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
