import type { SendResult } from '../port.ts';

type Refusal = Exclude<SendResult, { type: 'accepted' }>;

/** Subject and detail of a 5.x.y, without the 5; IANA, "SMTP Enhanced Status Codes Registry" (RFC 3463). */
export const permanentByStatus: { readonly [status: string]: Refusal | undefined } = {
  '1.0': { type: 'suppress', reason: 'address_unknown' },
  '1.1': { type: 'suppress', reason: 'address_unknown' },
  '1.2': { type: 'suppress', reason: 'domain_unknown' },
  '1.3': { type: 'suppress', reason: 'invalid_address' },
  '1.6': { type: 'suppress', reason: 'mailbox_moved' },
  '1.7': { type: 'stop', reason: 'sender_refused' },
  '1.8': { type: 'stop', reason: 'sender_refused' },
  '1.10': { type: 'suppress', reason: 'domain_takes_no_mail' },
  '2.1': { type: 'suppress', reason: 'mailbox_disabled' },
  '2.2': { type: 'drop', reason: 'mailbox_full' },
  '2.3': { type: 'drop', reason: 'too_large' },
  '3.4': { type: 'drop', reason: 'too_large' },
};

/**
 * What a bounce says of the address. A 5.x.y is for good, unless it is about this message or its sender: a full mailbox
 * and a refused newsletter say nothing against the address.
 */
export function bounceOf(status: string): { readonly reason: string; readonly permanent?: true } {
  const [kind, ...rest] = status.split('.');
  const detail = rest.join('.');
  const known = permanentByStatus[detail];
  if (kind !== '5') return { reason: detail === '2.2' ? 'mailbox_full' : 'temporarily_refused' };
  if (known) return { reason: known.reason, ...(known.type === 'suppress' && { permanent: true }) };
  if (detail.startsWith('7.')) return { reason: 'policy_refused' };
  return { reason: 'undeliverable', permanent: true };
}
