/**
 * Why a message was not sent, on one channel or at all. The words are stable: they are stored with every decision, are
 * metric labels, and are translated in the product. New words may be added, none re-used.
 */
export const holdReasons = [
  'holdout',
  'no_variant',
  'no_consent',
  'topic_denied',
  'double_opt_in_pending',
  'consent_lapsed',
  'paused',
  'do_not_contact',
  'restricted',
  'personal_cap',
  'unreachable',
  'suppressed',
  'frequency_cap',
  'quiet_hours',
  'channel_off',
  'expired',
  'journey_exited',
  'render_failed',
  'provider_refused',
  'rate_limited',
  'imported_history',
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Why a stimulus changed nothing. Stored with the count, shown in the health view. */
export const dropReasons = [
  'duplicate',
  'forwarded',
  'unknown_delivery',
  'stale_seed',
  'poison',
  'erased',
  'too_large',
  'import_undone',
] as const;
export type DropReason = (typeof dropReasons)[number];
