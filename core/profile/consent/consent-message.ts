import type { Channel } from '#contracts/channel.ts';
import type { ConfirmationTexts } from '#contracts/consent/consent-settings.ts';
import { confirmationNames, defaultConfirmationTexts } from '#contracts/consent/consent-texts.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type Language, languages } from '#contracts/topic.ts';
import { brandOf, escapeHtml, plainText } from '../own-text.ts';
import { consentSettingsOf } from './consent-rule.ts';

/** Ids of a workspace's own messages have no colon. */
export function confirmationMessageId(channel: Channel, language: Language): string {
  return `double-opt-in:${channel}:${language}`;
}

/** The messages that ask to confirm, per language and channel; they belong to every release like those of the workspace. */
export function confirmationMessages(settings: WorkspaceSettings): readonly MessageDefinition[] {
  return languages.flatMap((language) => [email(settings, language), sms(settings, language)]);
}

function confirmationTextsOf(settings: WorkspaceSettings, language: Language): ConfirmationTexts {
  const own = consentSettingsOf(settings).doubleOptIn.texts[language] ?? {};
  const written = Object.fromEntries(
    Object.entries(own).filter(([, text]) => text !== undefined && text.trim() !== ''),
  );
  return { ...defaultConfirmationTexts[language], ...written };
}

function email(settings: WorkspaceSettings, language: Language): MessageDefinition {
  const texts = confirmationTextsOf(settings, language);
  const html = (text: string) => fill(escapeHtml(text), settings, escapeHtml);
  const accent = consentSettingsOf(settings).preferenceCentre.accent || '#2f5bea';
  const plain = (text: string) => fill(text, settings, (value) => value);
  return definition(settings, 'email', language, {
    email: {
      subject: plain(texts.subject),
      preheader: html(texts.body),
      html: `<!doctype html><html lang="${language}"><body style="margin:0;padding:24px;background:#f4f5f7;color:#16181d;font:16px/1.55 system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto;padding:28px 24px;background:#ffffff;border-radius:16px">
<p style="margin:0 0 24px;font-weight:600">${html('{brand}')}</p>
<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25">${html(texts.title)}</h1>
<p style="margin:0 0 24px">${html(texts.body)}</p>
<p style="margin:0 0 24px"><a href="{{ links.confirm }}" style="display:inline-block;padding:12px 24px;border-radius:12px;background:${accent};color:${inkOn(accent)};font-weight:600;text-decoration:none">${html(texts.button)}</a></p>
<p style="margin:0;font-size:14px;color:#5b6270">${html(texts.note)}</p>
</div></body></html>`,
      text: `${plain(texts.title)}\n\n${plain(texts.body)}\n\n${plain(texts.button)}: {{ links.confirm }}\n\n${plain(texts.note)}`,
    },
  });
}

function sms(settings: WorkspaceSettings, language: Language): MessageDefinition {
  const { sms: text } = confirmationTextsOf(settings, language);
  const withLink = text.includes('{link}') ? text : `${text} {link}`;
  return definition(settings, 'sms', language, { sms: { text: fill(withLink, settings, (value) => value) } });
}

function definition(
  settings: WorkspaceSettings,
  channel: Channel,
  language: Language,
  variants: MessageDefinition['variants'],
): MessageDefinition {
  return {
    id: confirmationMessageId(channel, language),
    name: `${confirmationNames[settings.language]} (${language})`,
    purpose: 'transactional',
    topic: settings.topics[0]?.id ?? '',
    priority: 100,
    channelOrder: [channel],
    validMinutes: 1_440,
    variants,
  };
}

/** The texts are plain: what would be read as a template in them is taken apart, and only our own places are filled in. */
function fill(text: string, settings: WorkspaceSettings, write: (value: string) => string): string {
  const brand = write(brandOf(settings));
  return plainText(text)
    .replaceAll('{brand}', () => brand)
    .replaceAll('{topics}', '{{ event.names }}')
    .replaceAll('{link}', '{{ links.confirm }}');
}

/** Black or white, whichever is read more easily: WCAG 2.2, relative luminance. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
