import type { Provider } from '#contracts/api/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ReceiptKind, ReceiptStimulus } from '#contracts/stimulus.ts';
import type { Claimed } from './claimed.ts';

/**
 * What the delivery worker reports of a delivery. The id holds nothing that differs between two tries, so that a repeat
 * after a crash is recognised by the log. It goes to the person that the message was decided for: after a merge her
 * tombstone forwards it behind the document that knows the message.
 */
export function receiptOf(
  { item, effect }: Claimed,
  kind: ReceiptKind,
  now: Instant,
  more: { readonly reason?: string; readonly provider?: Provider; readonly permanent?: true } = {},
): ReceiptStimulus {
  return {
    type: 'receipt',
    workspace: item.workspace,
    profile: effect.profile,
    id: `${effect.delivery}:${kind}`,
    at: now,
    receivedAt: now,
    delivery: effect.delivery,
    kind,
    channel: effect.channel,
    ...more,
  };
}
