import { randomUUID } from 'node:crypto';
import type { SandboxEntry } from '#components/sandbox-inbox/inbox.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { InboundMessage } from '../port.ts';

/** What whoever has a message of the sandbox answers; undefined on a channel on which nobody can answer. */
export function sandboxReply(
  { channel, recipient, sender, subject, profile, delivery }: SandboxEntry,
  text: string,
  now: Instant,
): InboundMessage | undefined {
  if (channel !== 'email' && channel !== 'sms') return undefined;
  return {
    id: randomUUID(),
    from: { kind: channel === 'email' ? 'email' : 'phone', value: recipient },
    to: sender,
    text,
    at: now,
    ...(channel === 'email' && subject !== '' && { subject }),
    answers: { profile, delivery },
  };
}
