import { z } from 'zod';
import { groupCommit } from '#components/group-commit.ts';
import type { SandboxInbox, SandboxMessage } from '#components/sandbox-inbox/inbox.ts';
import { laneOf } from '#core/lane.ts';
import { messageHeaders } from '../message-headers.ts';
import type { ChannelProvider, OutgoingMessage } from '../port.ts';
import { appearance } from './appearance.ts';

const settings = z.strictObject({
  /** Shown as the sender of every message. */
  from: z.string().min(1).max(320).default('Throughline <hello@sandbox.example>'),
});

const messagesPerInsert = 500;

/**
 * Takes messages of e-mail, SMS and push into an inbox inside the product, so that a new user sees results without an
 * account at any provider. A repeat with the same idempotency key shows once.
 */
export function createSandboxProvider(inbox: SandboxInbox): ChannelProvider<typeof settings> {
  return {
    name: 'sandbox',
    channels: ['email', 'sms', 'push'],
    settings,
    secrets: [],
    open(channel, { from }) {
      const store = groupCommit<SandboxMessage>((messages) => inbox.add(messages), messagesPerInsert);
      return {
        provider: 'sandbox',
        capabilities: { concurrency: 1_000 },
        async send(message, { signal, now, idempotencyKey }) {
          if (signal.aborted) return { type: 'retry', reason: 'aborted' };
          if (message.content.channel !== channel) return { type: 'drop', reason: 'wrong_channel' };
          try {
            await store({ ...received(message, from), delivery: idempotencyKey, at: now });
            return { type: 'accepted', providerId: idempotencyKey };
          } catch (error) {
            return { type: 'retry', reason: 'inbox_unavailable', detail: String(error) };
          }
        },
        async close() {},
      };
    },
  };
}

function received(message: OutgoingMessage, from: string): Omit<SandboxMessage, 'at'> {
  const { content } = message;
  return {
    lane: laneOf(message.workspace, message.profile),
    delivery: message.delivery,
    workspace: message.workspace,
    profile: message.profile,
    channel: content.channel,
    recipient: message.to,
    sender: from,
    ...appearance(content),
    content: JSON.stringify({ ...content, headers: messageHeaders(message, from) }),
  };
}
