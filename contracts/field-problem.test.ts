import assert from 'node:assert/strict';
import test from 'node:test';
import type { z } from 'zod';
import { destinationDefinition } from './destination.ts';
import { fieldProblemOf } from './field-problem.ts';
import { leadScoreSettings, suggestedLeadScore } from './lead-score.ts';
import { defaultSettings, workspaceSettings } from './settings.ts';
import { sourceSettings } from './source.ts';

function problems(schema: z.ZodType, given: unknown): readonly string[] {
  const issues = schema.safeParse(given).error?.issues ?? [];
  return issues.map((issue) => {
    const { field, code, limit } = fieldProblemOf(issue, given);
    return [field, code, ...(limit === undefined ? [] : [limit])].join(' ');
  });
}

test('what is wrong with settings has a word for each field', () => {
  const { quietHours } = defaultSettings;
  const centre = { offersPause: true, offersFrequency: true, asksReason: true };
  const consent = {
    channels: {},
    doubleOptIn: { expiresAfterDays: 0, reminderAfterHours: 1, texts: {} },
    categories: [],
  };
  assert.deepEqual(
    problems(workspaceSettings, {
      ...defaultSettings,
      name: '',
      currency: 'pound',
      quietHours: { ...quietHours, from: '9pm' },
      attributionDays: 200,
      holdoutShare: 'much',
      linkHosts: ['https://shop.example'],
      calendarDays: [{ day: '2026-13-01', is: 'off' }],
      consent: { ...consent, preferenceCentre: { ...centre, logoUrl: 'logo.png', accent: 'blue' } },
    }),
    [
      'name required',
      'currency not_a_currency',
      'quietHours.from not_a_time_of_day',
      'holdoutShare not_a_number',
      'consent.doubleOptIn.expiresAfterDays too_small 1',
      'consent.preferenceCentre.logoUrl not_a_web_address',
      'consent.preferenceCentre.accent not_a_colour',
      'attributionDays too_large 90',
      'linkHosts.0 not_a_host',
      'calendarDays.0.day not_a_date',
    ],
  );
});

test('what is wrong with rules of the lead score has a word for each field', () => {
  const [rule] = suggestedLeadScore.rules;
  const event = (name: string) => ({ type: 'event', match: { event: name, where: [] } });
  assert.deepEqual(
    problems(leadScoreSettings, {
      ...suggestedLeadScore,
      rules: [
        { ...rule, name: ' ', points: 0, atMost: 1.5 },
        { ...rule, cause: event('Lead Grade Changed') },
        { ...rule, cause: event('Score Points Given') },
        { ...rule, cause: { type: 'trait', test: { name: 'lead_score', operator: 'exists' } } },
      ],
      grades: [{ name: 'x'.repeat(41), from: 1 }],
    }),
    [
      'rules.0.name required',
      'rules.0.points no_points',
      'rules.0.atMost not_a_whole_number',
      'rules.1.cause.match follows_from_score',
      'rules.2.cause.match counts_by_itself',
      'rules.3.cause.test follows_from_score',
      'grades.0.name too_long 40',
    ],
  );
  const grades = [
    { name: 'A', from: 1 },
    { name: 'A', from: 1 },
  ];
  assert.deepEqual(problems(leadScoreSettings, { ...suggestedLeadScore, grades }), [
    'grades same_name_twice',
    'grades same_score_twice',
  ]);
});

test('what is wrong with sources and destinations has a word for each field', () => {
  assert.deepEqual(problems(sourceSettings, { kind: 'https', url: 'shop', schedule: 'daily' }), [
    'url not_a_web_address',
    'schedule not_a_schedule',
  ]);
  assert.deepEqual(problems(sourceSettings, { kind: 'ftp' }), ['kind not_an_option']);
  const mapping = { timeZone: 'UTC', rules: [{ when: [], type: 'track', fields: [{ target: 'name' }] }] };
  assert.deepEqual(problems(sourceSettings, { kind: 'webhook', preset: 'own', check: 'youzan', mapping }), [
    'mapping.rules.0.fields.0.target not_a_mapping_target',
    'clientId required',
  ]);
  const facts = [{ type: 'profile' }];
  assert.deepEqual(problems(destinationDefinition, { name: 'x', url: 'http://crm.example', facts }), ['url not_https']);
  assert.deepEqual(problems(destinationDefinition, { url: 'crm', facts: [], batchItems: 501, extra: 1 }), [
    'name required',
    'url not_a_web_address',
    'facts too_few_entries 1',
    'batchItems too_large 500',
    'extra unknown_setting',
  ]);
});
