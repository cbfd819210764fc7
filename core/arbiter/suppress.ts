import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { recordConsent } from '../profile/consent/consent-fact.ts';
import { addressHash } from '../suppression.ts';
import type { Work } from '../work.ts';
import { addressOn } from './gates/reachability.ts';

/**
 * A bounce for good ends the address; a complaint ends the channel, whatever address she gives next. The address also goes
 * onto the workspace's list.
 */
export function suppressAfter(
  work: Work,
  { id, channel, at }: ReceiptStimulus,
  reason: 'bounced' | 'complained',
): void {
  const { suppressions, profile } = work.state;
  const address = addressOn(work.state, channel);
  const bounced = reason === 'bounced' && address !== undefined ? addressHash(channel, address) : undefined;
  const isHeld = suppressions.some(
    (held) => held.channel === channel && held.reason === reason && (held.address ?? bounced) === bounced,
  );
  if (isHeld) return;
  const suppression = { channel, reason, at, ...(bounced !== undefined && { address: bounced }) };
  work.state = { ...work.state, suppressions: [...suppressions, suppression] };
  recordConsent(work, { kind: 'suppression', channel, status: 'set', source: 'receipt', detail: reason }, at);
  if (address === undefined || channel === 'webhook') return;
  work.effects.push({ type: 'suppress_address', profile, id: `${id}:suppress`, channel, address, reason, at });
}
