import type { ReceiptReceiver } from '#channels/accounts.ts';
import type { ProviderReceipt } from '#channels/port.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { shortHash } from '#core/stable-id.ts';

/**
 * What a provider reported, on its way to the person. Nothing in the id differs between two reports of the same, so that
 * the log recognises a repeat; that a message bounced for good is another thing than that it bounced for now.
 */
export function receiptStimulus(
  { workspace, channel, provider }: Pick<ReceiptReceiver, 'workspace' | 'channel' | 'provider'>,
  { message, kind, at, reason, permanent, link }: ProviderReceipt,
  now: Instant,
): ReceiptStimulus {
  const { profile, delivery } = message;
  const told = [...(permanent ? ['permanent'] : []), ...(link === undefined ? [] : [shortHash(12, link)])];
  return {
    type: 'receipt',
    workspace,
    profile,
    id: [delivery, kind, 'provider', ...told].join(':'),
    at,
    receivedAt: now,
    delivery,
    kind,
    channel,
    provider,
    ...(reason !== undefined && { reason }),
    ...(permanent && { permanent }),
    ...(link !== undefined && { link }),
  };
}
