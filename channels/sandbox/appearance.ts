import type { RenderedContent } from '../port.ts';

const previewLength = 140;

/** The two lines by which a receiver recognises a message in a list. */
export function appearance(content: RenderedContent): { readonly subject: string; readonly preview: string } {
  switch (content.channel) {
    case 'email':
      return { subject: content.subject, preview: shorten(content.preheader || content.text) };
    case 'sms':
      return { subject: '', preview: shorten(content.text) };
    case 'push':
      return { subject: content.title, preview: shorten(content.body) };
    case 'webhook':
      return { subject: '', preview: shorten(content.body) };
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > previewLength ? `${line.slice(0, previewLength - 1).trimEnd()}…` : line;
}
