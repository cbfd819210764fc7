import type { SandboxInbox } from '#components/sandbox-inbox/inbox.ts';
import { smtpProvider } from './email-smtp/smtp.ts';
import type { ChannelProvider } from './port.ts';
import { createSandboxProvider } from './sandbox/sandbox.ts';
import { webhookProvider } from './webhook/webhook.ts';

/** All ways to send that the product knows. */
export function createProviders(inbox: SandboxInbox): readonly ChannelProvider[] {
  return [createSandboxProvider(inbox), smtpProvider, webhookProvider] as readonly ChannelProvider[];
}
