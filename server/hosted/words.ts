import type { Channel } from '#contracts/channel.ts';
import type { Language } from '#contracts/topic.ts';
import { knownLanguage } from '#core/profile/language.ts';

export type { Language };

export interface Words {
  readonly unsubscribeTitle: string;
  /** `{workspace}` and `{topic}` are filled in. */
  readonly unsubscribeQuestion: string;
  readonly unsubscribeButton: string;
  readonly unsubscribed: string;
  readonly unsubscribedDetail: string;
  readonly changeMind: string;
  readonly preferencesTitle: string;
  readonly preferencesIntroduction: string;
  readonly save: string;
  readonly saved: string;
  readonly stopAll: string;
  readonly stopAllHint: string;
  readonly allStopped: string;
  readonly invalidTitle: string;
  readonly invalidDetail: string;
  readonly laterTitle: string;
  readonly laterDetail: string;
  readonly channels: { readonly [K in Channel]: string };
  /** As they stand inside a sentence. */
  readonly channelsInSentence: { readonly [K in Channel]: string };
}

export const words: { readonly [L in Language]: Words } = {
  en: {
    unsubscribeTitle: 'Unsubscribe',
    unsubscribeQuestion: 'Do you want {workspace} to stop sending you “{topic}” by {channel}?',
    unsubscribeButton: 'Yes, unsubscribe',
    unsubscribed: 'You are unsubscribed',
    unsubscribedDetail: '{workspace} will not send you “{topic}” by {channel} any more.',
    changeMind: 'Choose what you want to receive',
    preferencesTitle: 'What would you like to receive?',
    preferencesIntroduction: 'Choose what {workspace} may send you, and where. A change takes effect at once.',
    save: 'Save',
    saved: 'Your choice is saved.',
    stopAll: 'Stop everything',
    stopAllHint: 'Messages about your orders still reach you.',
    allStopped: 'You will receive no more news from {workspace}.',
    invalidTitle: 'This link does not work',
    invalidDetail: 'It may have been cut off. Please open it again from the message.',
    laterTitle: 'Please try again in a moment',
    laterDetail: 'Your choice could not be saved just now.',
    channels: { email: 'E-mail', sms: 'SMS', push: 'App notification', webhook: 'Webhook' },
    channelsInSentence: { email: 'e-mail', sms: 'SMS', push: 'app notification', webhook: 'webhook' },
  },
  'zh-Hans': {
    unsubscribeTitle: '退订',
    unsubscribeQuestion: '要让 {workspace} 不再通过{channel}向您发送“{topic}”吗？',
    unsubscribeButton: '确认退订',
    unsubscribed: '您已退订',
    unsubscribedDetail: '{workspace} 不会再通过{channel}向您发送“{topic}”。',
    changeMind: '选择想接收的内容',
    preferencesTitle: '您想接收哪些内容？',
    preferencesIntroduction: '选择 {workspace} 可以向您发送什么、通过哪种方式发送。更改立即生效。',
    save: '保存',
    saved: '您的选择已保存。',
    stopAll: '全部停止',
    stopAllHint: '与您的订单有关的消息仍会送达。',
    allStopped: '您不会再收到 {workspace} 的资讯。',
    invalidTitle: '此链接无效',
    invalidDetail: '链接可能不完整，请从消息中重新打开。',
    laterTitle: '请稍后再试',
    laterDetail: '刚才未能保存您的选择。',
    channels: { email: '电子邮件', sms: '短信', push: '应用通知', webhook: 'Webhook' },
    channelsInSentence: { email: '电子邮件', sms: '短信', push: '应用通知', webhook: ' Webhook ' },
  },
  'zh-Hant': {
    unsubscribeTitle: '取消訂閱',
    unsubscribeQuestion: '要讓 {workspace} 不再透過{channel}向您傳送「{topic}」嗎？',
    unsubscribeButton: '確認取消訂閱',
    unsubscribed: '您已取消訂閱',
    unsubscribedDetail: '{workspace} 不會再透過{channel}向您傳送「{topic}」。',
    changeMind: '選擇想接收的內容',
    preferencesTitle: '您想接收哪些內容？',
    preferencesIntroduction: '選擇 {workspace} 可以向您傳送什麼、透過哪種方式傳送。變更立即生效。',
    save: '儲存',
    saved: '您的選擇已儲存。',
    stopAll: '全部停止',
    stopAllHint: '與您的訂單有關的訊息仍會送達。',
    allStopped: '您不會再收到 {workspace} 的資訊。',
    invalidTitle: '此連結無效',
    invalidDetail: '連結可能不完整，請從訊息中重新開啟。',
    laterTitle: '請稍後再試',
    laterDetail: '剛才未能儲存您的選擇。',
    channels: { email: '電子郵件', sms: '簡訊', push: 'App 通知', webhook: 'Webhook' },
    channelsInSentence: { email: '電子郵件', sms: '簡訊', push: ' App 通知', webhook: ' Webhook ' },
  },
};

export function fill(text: string, values: { readonly [name: string]: string }): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The first of these language tags that the pages are written in. */
export function chooseLanguage(tags: readonly (string | undefined)[], otherwise: Language): Language {
  for (const tag of tags) {
    const known = knownLanguage(tag);
    if (known !== undefined) return known;
  }
  return otherwise;
}
