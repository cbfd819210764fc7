import { withheldKinds, withheldReason } from '../messages/held-back.ts';

const arrivedKinds = "('delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained')";
const lostKinds = "('failed', 'bounced')";

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

/** Over the same rows: why it did not arrive; empty where it did. */
export const standingReason = `
  multiIf(
    countIf(kind IN ${arrivedKinds}) > 0, '',
    countIf(kind IN ${lostKinds}) > 0, argMaxIf(if(reason = '', toString(kind), toString(reason)), (at, ordinal), kind IN ${lostKinds}),
    argMaxIf(${withheldReason}, (at, ordinal), kind IN ${withheldKinds}))`;
