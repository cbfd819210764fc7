import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, WorkspaceId } from '#contracts/identifiers.ts';
import type { OutgoingMessage, RenderedContent } from './port.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
const words = 'This is a test message from Throughline. The channel works.';

/** What "send a test" in the settings sends. */
export function testMessage(
  workspace: WorkspaceId,
  channel: Channel,
  to: string,
  delivery: DeliveryId,
): OutgoingMessage {
  return { delivery, workspace, profile: nobody, to, content: contentFor(channel) };
}

function contentFor(channel: Channel): RenderedContent {
  switch (channel) {
    case 'email':
      return { channel, subject: 'Test message', preheader: '', html: `<p>${words}</p>`, text: words };
    case 'sms':
      return { channel, text: words };
    case 'push':
      return { channel, title: 'Test message', body: words, url: '' };
    case 'webhook':
      return { channel, body: JSON.stringify({ test: true, message: words }) };
  }
}
