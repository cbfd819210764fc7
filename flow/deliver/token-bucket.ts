import type { Instant } from '#contracts/identifiers.ts';
import type { DeliveryClass } from '#core/effect.ts';

/** 'go', or when to come again. */
export type Admission = 'go' | { readonly comeAgainAt: Instant };

/**
 * Keeps an account at its rate. Transactional messages may run a second's worth into debt; campaigns leave a fifth of
 * the bucket to triggered ones. Whoever must wait gets a slot of the queue of its class, so that a long queue is
 * looked at once per message and not over and over; newcomers do not overtake those who hold a slot (`returning`).
 */
export function createTokenBucket(
  perSecond: number,
): (deliveryClass: DeliveryClass, now: Instant, returning: boolean) => Admission {
  const capacity = Math.max(2, perSecond);
  const needed: { readonly [K in DeliveryClass]: number } = {
    transactional: 1 - capacity,
    triggered: 1,
    campaign: 1 + Math.min(capacity / 5, capacity - 1),
  };
  const lastSlot = { transactional: 0, triggered: 0, campaign: 0 };
  let tokens = capacity;
  let measuredAt: Instant | undefined;

  return (deliveryClass, now, returning) => {
    tokens = Math.min(capacity, tokens + (Math.max(0, now - (measuredAt ?? now)) * perSecond) / 1_000);
    measuredAt = now;
    const queued = lastSlot[deliveryClass] > now && !returning && deliveryClass !== 'transactional';
    if (tokens >= needed[deliveryClass] && !queued) {
      tokens -= 1;
      return 'go';
    }
    lastSlot[deliveryClass] = Math.max(lastSlot[deliveryClass], now) + 1_000 / perSecond;
    return { comeAgainAt: Math.ceil(lastSlot[deliveryClass]) };
  };
}
