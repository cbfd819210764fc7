import assert from 'node:assert/strict';
import test from 'node:test';
import type { MessageDefinition } from '#contracts/message.ts';
import type { Language } from '#contracts/topic.ts';
import { chooseTranslation } from './choose-translation.ts';

const sms = (text: string) => ({ sms: { text } });
type Texts = Pick<MessageDefinition, 'variants' | 'language' | 'translations'>;
const chinese: Texts = { variants: sms('Hello'), translations: { 'zh-Hans': sms('你好') } };
const all: Texts = { ...chinese, translations: { ...chinese.translations, 'zh-Hant': sms('您好') } };

const cases: readonly (readonly [name: string, message: Texts, locale: string | undefined, text: string])[] = [
  ['hers', all, 'zh-CN', '你好'],
  ['hers by region', all, 'zh-TW', '您好'],
  ['the main one', all, 'en-GB', 'Hello'],
  ['the main one where hers is not known', all, 'fr', 'Hello'],
  ['the main one where nothing is known of her', all, undefined, 'Hello'],
  ['the other script sooner than a foreign language', chinese, 'zh-HK', '你好'],
  ['the main one where that is the other script', { ...chinese, language: 'zh-Hant' }, 'zh-HK', 'Hello'],
  ['the main one where she has no text for the channel', { ...all, translations: { 'zh-Hans': {} } }, 'zh-CN', 'Hello'],
];
for (const [name, message, locale, text] of cases) {
  test(`everybody reads ${name}`, () => {
    const { variants } = chooseTranslation(message, 'sms', { locale, workspaceLanguage: 'en' });
    assert.equal(variants.sms?.text, text);
  });
}

test('a message is in its own language, else in the language of the workspace', () => {
  const languageIn = (message: Texts, workspaceLanguage: Language) =>
    chooseTranslation(message, 'sms', { locale: undefined, workspaceLanguage }).language;
  assert.equal(languageIn(chinese, 'zh-Hant'), 'zh-Hant');
  assert.equal(languageIn({ ...chinese, language: 'en' }, 'zh-Hant'), 'en');
});
