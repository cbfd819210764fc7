import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import i18next from 'i18next';
import { errors } from '#contracts/errors.ts';
import { languageCodes } from '../i18n/languages.ts';
import { ApiError } from './api.ts';

/** What goes wrong between the browser and the server's own answers, and the frames of sentences. */
const ours = ['unreachable', 'unexpected_response', 'unknown', 'withDetail', 'ofField'];

const words = new Map(
  languageCodes.map((code) => {
    const file = new URL(`../i18n/errors/${code}.json`, import.meta.url);
    return [code, JSON.parse(readFileSync(file, 'utf8')) as { errors: Record<string, string> }];
  }),
);

before(async () => {
  const resources = Object.fromEntries([...words].map(([code, translation]) => [code, { translation }]));
  await i18next.init({ lng: 'en', resources, fallbackLng: false, interpolation: { escapeValue: false } });
});
after(() => i18next.changeLanguage('en'));

test('every code of the registry has its words, in English those of the registry', () => {
  const usual = Object.fromEntries(Object.entries(errors).map(([code, { message }]) => [code, message]));
  const english = Object.entries(words.get('en')?.errors ?? {}).filter(([code]) => !ours.includes(code));
  assert.deepEqual(Object.fromEntries(english), usual);
});

test('an error is said in the language of the moment; what the server says more exactly stands behind it', async () => {
  const usual = new ApiError(409, 'last_key', errors.last_key.message);
  const exact = new ApiError(409, 'wrong_status', 'The journey is draft; only a published one can be paused.');
  assert.equal(usual.message, errors.last_key.message);
  assert.equal(exact.message, exact.told);
  await i18next.changeLanguage('zh-Hans');
  assert.equal(usual.message, '这是此类密钥中的最后一个，请先新建一个。');
  assert.equal(exact.message, `当前状态下无法执行此操作，请重新加载后查看状态。（${exact.told}）`);
  await i18next.changeLanguage('zh-Hant');
  assert.equal(usual.message, '這是此類金鑰中的最後一個，請先新增一個。');
});

test('a server that is not there, an answer of something in between, and a code that is not known have words too', async () => {
  const gone = new ApiError(0, 'unreachable', 'Failed to fetch');
  const proxy = new ApiError(502, 'unknown', '<html><h1>Bad Gateway</h1></html>');
  const newer = new ApiError(409, 'of_a_later_version', 'Look at the moon first.');
  await i18next.changeLanguage('en');
  assert.match(gone.message, /^The server does not answer/);
  assert.match(proxy.message, /^The server answered with status 502/);
  assert.equal(newer.message, newer.told);
  await i18next.changeLanguage('zh-Hans');
  assert.match(gone.message, /^服务器没有响应，[^（]*$/);
  assert.match(proxy.message, /^服务器返回了状态码 502，[^（]*$/);
  assert.match(newer.message, /^服务器返回了状态码 409，.*（Look at the moon first\.）$/);
});

test('what is wrong with a field is said in the language of the moment, without the English of the server', async () => {
  const details = [{ field: 'settings.url', code: 'not_a_web_address', message: 'write an address' }];
  const wrong = new ApiError(400, 'invalid_request', 'settings.url: write an address', details);
  const vague = new ApiError(400, 'invalid_request', 'tags: no comma', [
    { field: 'tags', code: 'wrong_form', message: 'x' },
  ]);
  await i18next.changeLanguage('en');
  assert.equal(wrong.message, 'settings.url: Write a web address that begins with https://.');
  await i18next.changeLanguage('zh-Hans');
  assert.equal(wrong.message, '提交的内容不符合要求，请检查后重试。（settings.url：请填写以 https:// 开头的网址。）');
  assert.equal(vague.message, '提交的内容不符合要求，请检查后重试。（tags: no comma）');
});
