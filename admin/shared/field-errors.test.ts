import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import i18next from 'i18next';
import { fieldProblemCodes } from '#contracts/api/field-problem.ts';
import { leadScoreSettings, suggestedLeadScore } from '#contracts/lead-score.ts';
import { defaultSettings, workspaceSettings } from '#contracts/settings.ts';
import { languageCodes } from '../i18n/languages.ts';
import { ApiError } from './api.ts';
import { apiFieldErrors, errorWithin, zodErrors } from './field-errors.ts';

const words = new Map(
  languageCodes.map((code) => {
    const file = new URL(`../i18n/errors/${code}.json`, import.meta.url);
    return [code, JSON.parse(readFileSync(file, 'utf8')) as { fieldProblem: Record<string, string> }];
  }),
);

before(async () => {
  const resources = Object.fromEntries([...words].map(([code, translation]) => [code, { translation }]));
  await i18next.init({ lng: 'en', resources, fallbackLng: false, interpolation: { escapeValue: false } });
});
after(() => i18next.changeLanguage('en'));

test('every problem of a field has its words in every language, and none has words that is not', () => {
  for (const { fieldProblem } of words.values()) {
    assert.deepEqual(Object.keys(fieldProblem).sort(), [...fieldProblemCodes].sort());
  }
});

test('what the server says about fields is said in the language of the moment, by its path', async () => {
  const error = new ApiError(400, 'invalid_request', 'settings.schedule: write five fields', [
    { field: 'settings.schedule', code: 'not_a_schedule', message: 'write five fields as cron does' },
    {
      field: 'settings.url',
      code: 'too_long',
      limit: 2000,
      message: 'Too big: expected string to have <=2000 characters',
    },
    { field: 'settings.url', code: 'not_a_web_address', message: 'write an address' },
  ]);
  await i18next.changeLanguage('zh-Hant');
  assert.deepEqual(apiFieldErrors(error), {
    'settings.schedule': '請依 cron 寫五段，例如 0 */6 * * *。',
    'settings.url': '最多 2,000 個字元，請縮短。',
  });
  assert.deepEqual(apiFieldErrors(new ApiError(409, 'still_referenced', 'used', { messages: [] })), {});
});

test('what a contract says before anything is sent is said like that too', async () => {
  await i18next.changeLanguage('zh-Hans');
  const settings = { ...defaultSettings, name: '', attributionDays: 91 };
  assert.deepEqual(zodErrors(workspaceSettings.safeParse(settings).error, settings), {
    name: '请填写此项。',
    attributionDays: '不能大于 90。',
  });
  const [rule] = suggestedLeadScore.rules;
  const score = { ...suggestedLeadScore, rules: [{ ...rule, points: 0 }] };
  const errors = zodErrors(leadScoreSettings.safeParse(score).error, score);
  assert.equal(errorWithin(errors, 'rules.0'), '分值不能为 0，请填写加分或减分。');
  assert.equal(errorWithin(errors, 'rules.1'), undefined);
});
