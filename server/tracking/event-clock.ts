import type { Instant } from '#contracts/identifiers.ts';

/**
 * When an event happened by our clock. The sender's clock may be hours off, but the distance between its two readings is
 * right, so it is counted back from when we received it (Segment's specification of `sentAt`). Never after `receivedAt`.
 */
export function correctedTime(
  receivedAt: Instant,
  timestamp: Instant | undefined,
  sentAt: Instant | undefined,
): Instant {
  if (timestamp === undefined) return receivedAt;
  const at = sentAt === undefined ? timestamp : receivedAt - (sentAt - timestamp);
  return Math.max(0, Math.min(at, receivedAt));
}
