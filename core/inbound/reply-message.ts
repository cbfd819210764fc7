import type { Channel } from '#contracts/channel.ts';
import { type KeywordAction, keywordActions } from '#contracts/inbound/inbound.ts';
import { defaultReplyTexts, replyNames } from '#contracts/inbound/inbound-texts.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type Language, languages } from '#contracts/topic.ts';
import { brandOf, escapeHtml, plainText } from '../profile/own-text.ts';
import { inboundSettingsOf } from './keyword.ts';

const prefix = 'keyword-reply:';

/** Ids of a workspace's own messages have no colon. */
export function keywordReplyId(action: KeywordAction, language: Language): string {
  return `${prefix}${action}:${language}`;
}

export function isKeywordReply(message: string, action: KeywordAction): boolean {
  return message.startsWith(`${prefix}${action}:`);
}

/** What is answered to keywords, per language; it belongs to every release like the messages of the workspace. */
export function keywordReplies(settings: WorkspaceSettings): readonly MessageDefinition[] {
  return keywordActions.flatMap((action) => languages.map((language) => definition(settings, action, language)));
}

function definition(settings: WorkspaceSettings, action: KeywordAction, language: Language): MessageDefinition {
  const text = textOf(settings, action, language);
  const subject = replyNames[language][action];
  return {
    id: keywordReplyId(action, language),
    name: `${replyNames[settings.language][action]} (${language})`,
    purpose: 'transactional',
    topic: settings.topics[0]?.id ?? '',
    priority: 100,
    channelOrder: channels,
    validMinutes: 60,
    variants: {
      sms: { text },
      email: {
        ...{ subject, preheader: '', text },
        html: `<!doctype html><html lang="${language}"><body style="margin:0;padding:24px;font:16px/1.55 system-ui,sans-serif">
<p>${escapeHtml(text)}</p></body></html>`,
      },
      webhook: { body: JSON.stringify({ type: 'keyword_reply', action, text }) },
    },
  };
}

const channels: Channel[] = ['sms', 'email', 'webhook'];

function textOf(settings: WorkspaceSettings, action: KeywordAction, language: Language): string {
  const own = inboundSettingsOf(settings).replies[action].texts[language]?.trim() ?? '';
  return plainText(own === '' ? defaultReplyTexts[language][action] : own).replaceAll('{brand}', () =>
    brandOf(settings),
  );
}
