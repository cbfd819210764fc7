import { withheldKinds, withheldReason } from '../messages/held-back.ts';

const arrivedKinds = "('delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained')";
export const lostKinds = "('failed', 'bounced')";

/**
 * Over the message facts of one delivery: where it stands. What arrived is sent, whatever was feared before; what waits
 * for its channel is deferred.
 */
export const standing = `
  multiIf(
    countIf(kind IN ${arrivedKinds}) > 0, 'sent',
    countIf(kind IN ${lostKinds}) > 0, 'failed',
    countIf(kind IN ${withheldKinds}) > 0, 'held_back',
    countIf(kind IN ('handed_over', 'accepted')) > 0, 'sent',
    'deferred')`;

/** Over one message fact of a kind that says no: why. */
export const receiptReason = `if(kind IN ${lostKinds}, if(reason = '', toString(kind), toString(reason)), ${withheldReason})`;

/** Over the same rows as `standing`: why it did not arrive; empty where it did. */
export const standingReason = `
  multiIf(
    countIf(kind IN ${arrivedKinds}) > 0, '',
    countIf(kind IN ${lostKinds}) > 0, argMaxIf(${receiptReason}, (at, commit, lane, ordinal), kind IN ${lostKinds}),
    argMaxIf(${receiptReason}, (at, commit, lane, ordinal), kind IN ${withheldKinds}))`;
