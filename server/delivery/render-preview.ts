import { type RenderContext, renderMessage } from '#channels/content/render-message.ts';
import { smsSegments } from '#channels/content/sms-segments.ts';
import { previewLinks } from '#channels/links/message-links.ts';
import type { MessagePreview } from '#contracts/api/message.ts';
import { channels } from '#contracts/channel.ts';
import type { PreviewInput, RenderPreview } from '../delivery-parts.ts';

/** Somebody to show a message to when no profile was chosen. */
const invented: RenderContext['person'] = {
  profile: '00000000-0000-0000-0000-000000000000',
  traits: { firstName: 'Alex', lastName: 'Morgan', name: 'Alex Morgan' },
  identities: [
    { kind: 'email', value: 'alex@example.com' },
    { kind: 'phone', value: '+441632960123' },
  ],
};

/** Renders every variant the way hand-over does, with links that count nothing. */
export function createRenderPreview(publicUrl: string): RenderPreview {
  const links = previewLinks(publicUrl);
  return async (input) => {
    const present = channels.filter((channel) => input.message.variants[channel] !== undefined);
    const context: RenderContext = {
      person: input.profile ?? { ...invented, ...(input.language !== undefined && { locale: input.language }) },
      trigger: input.trigger ?? { event: '', properties: {} },
      settings: input.settings,
      links,
      ...(input.variables && { variables: input.variables }),
      ...(input.strict !== undefined && { strict: input.strict }),
    };
    return { variants: present.map((channel) => renderVariant(input, channel, context)) };
  };
}

type PreviewedVariant = MessagePreview['variants'][number];

function renderVariant(
  { message }: PreviewInput,
  channel: PreviewedVariant['channel'],
  context: RenderContext,
): PreviewedVariant {
  const rendering = renderMessage(message, channel, context);
  if (!rendering.ok) return { channel, error: rendering.problem };
  const { content, language } = rendering;
  const rendered = content.channel === 'sms' ? { ...content, segments: smsSegments(content.text) } : content;
  return { channel, language, rendered };
}
