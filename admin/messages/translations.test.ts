import assert from 'node:assert/strict';
import test from 'node:test';
import { messageDefinition } from '#contracts/message.ts';
import { variantsIn, withoutChannel, withVariantsIn } from './translations.ts';

const message = messageDefinition.parse({
  ...{ id: 'hello', name: 'Hello', purpose: 'marketing', topic: 'offers' },
  variants: { sms: { text: 'Hello' }, push: { title: 'Hello', body: 'Good to see you' } },
});
const chinese = { sms: { text: '你好' } };

test('a translation is kept beside the text and read back', () => {
  const translated = withVariantsIn(message, 'zh-Hans', { mainLanguage: 'en', variants: chinese });
  assert.deepEqual(variantsIn(translated, 'zh-Hans', 'en'), chinese);
  assert.deepEqual(variantsIn(translated, 'en', 'en'), message.variants);
  assert.deepEqual(variantsIn(translated, 'zh-Hant', 'en'), {});
});

test('what is changed in the main language is the message itself', () => {
  const changed = withVariantsIn(message, 'en', { mainLanguage: 'en', variants: { sms: { text: 'Hi' } } });
  assert.deepEqual(changed, { ...message, variants: { sms: { text: 'Hi' } } });
});

test('a language without a text, and a channel that is given up, leave nothing behind', () => {
  const translated = withVariantsIn(message, 'zh-Hans', { mainLanguage: 'en', variants: chinese });
  assert.deepEqual(withVariantsIn(translated, 'zh-Hans', { mainLanguage: 'en', variants: {} }).translations, {});
  const given = withoutChannel(translated, 'sms');
  assert.deepEqual([Object.keys(given.variants), given.translations], [['push'], {}]);
});
