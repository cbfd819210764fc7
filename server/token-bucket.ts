/** Lets through `perSecond` on average and `burst` at once. Time comes in as milliseconds of any steady clock. */
export interface TokenBucket {
  /** 0 when `count` may pass now (and was counted), else the seconds until it may. */
  take(count: number, now: number): number;
}

export function createTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledAt = Number.NEGATIVE_INFINITY;
  return {
    take(count, now) {
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * perSecond) / 1_000);
      filledAt = Math.max(filledAt, now);
      // What is larger than the whole bucket passes when it is full and leaves a debt behind.
      const needed = Math.min(count, burst);
      if (tokens < needed) return Math.max(1, Math.ceil((needed - tokens) / perSecond));
      tokens -= count;
      return 0;
    },
  };
}
