import type { Instant } from '#contracts/identifiers.ts';
import type { DeliveryClass } from '#core/effect.ts';

export interface TokenBucket {
  /** 0 when a message of this class goes now (and was counted), else the milliseconds until it may. */
  take(deliveryClass: DeliveryClass, now: Instant): number;
  /** How many messages of this class could go within the next `milliseconds`. */
  within(milliseconds: number, deliveryClass: DeliveryClass, now: Instant): number;
}

/**
 * Keeps an account at its rate. Transactional messages may run a second's worth into debt; campaigns leave a fifth of
 * the bucket to triggered ones.
 */
export function createTokenBucket(perSecond: number): TokenBucket {
  const capacity = Math.max(2, perSecond);
  const needed: { readonly [K in DeliveryClass]: number } = {
    transactional: 1 - capacity,
    triggered: 1,
    campaign: 1 + Math.min(capacity / 5, capacity - 1),
  };
  let tokens = capacity;
  let measuredAt: Instant | undefined;

  function fill(now: Instant): void {
    tokens = Math.min(capacity, tokens + (Math.max(0, now - (measuredAt ?? now)) * perSecond) / 1_000);
    measuredAt = now;
  }

  return {
    take(deliveryClass, now) {
      fill(now);
      const missing = needed[deliveryClass] - tokens;
      // Rounding must not leave a wait of nothing for ever.
      if (missing > 1e-9) return Math.max(1, Math.ceil((missing * 1_000) / perSecond));
      tokens -= 1;
      return 0;
    },
    within(milliseconds, deliveryClass, now) {
      fill(now);
      const reached = tokens + (milliseconds * perSecond) / 1_000;
      return Math.max(0, Math.floor(reached - needed[deliveryClass] + 1));
    },
  };
}
