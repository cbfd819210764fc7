import assert from 'node:assert/strict';
import test from 'node:test';
import { journeyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { compileSegments } from '#core/segment/compile.ts';
import { conditionHolds } from '#core/segment/holds.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { type CountPeople, channelGaps } from './channel-gaps.ts';

const settings = { ...defaultSettings, optInChannels: [] };
const compiled = compileSegments([], [], settings);
const people = [
  { email: 'ada@shop.example' },
  { email: 'li@shop.example', phone: '+8613800000000' },
  { phone: '+442079460001' },
  { phone: '+442079460002' },
  { deviceToken: 'token' },
  {},
].map((traits, index): ProfileState => ({ ...newProfileState(String(index), 0), traits }));
const count: CountPeople = async (condition) => ({
  people: people.filter((state) => conditionHolds(compiled, condition, state, 0)).length,
  exact: true,
});

const journey = (trigger: object, messages: readonly string[]) =>
  journeyDefinition.parse({
    ...{ id: 'j', name: 'J', version: 1, reentry: { type: 'never' }, exitRules: [] },
    nodes: [
      { id: 'start', kind: 'trigger', trigger, branches: { next: '0' } },
      ...messages.map((message, index) => ({
        ...{ id: String(index), kind: 'message', message },
        branches: { next: index + 1 < messages.length ? String(index + 1) : null },
      })),
    ],
  });
const everyMorning = {
  type: 'schedule',
  segment: null,
  start: '2026-01-01T09:00',
  rule: 'FREQ=DAILY',
  zone: 'workspace',
};

const variants = {
  email: { email: { subject: 'Hello', preheader: '', html: '<p>Hello</p>', text: '' } },
  sms: { sms: { text: 'Hello' } },
  push: { push: { title: 'Hello', body: 'Hello' } },
} as const;
const message = (id: string, own: readonly (keyof typeof variants)[], purpose = 'marketing') =>
  messageDefinition.parse({
    ...{ id, name: id, purpose, topic: 'offers', priority: 50 },
    variants: Object.assign({}, ...own.map((channel) => variants[channel])),
  });
const messages = new Map(
  [
    message('mail', ['email']),
    message('mail-and-text', ['email', 'sms']),
    message('all', ['email', 'sms', 'push']),
    message('receipt', ['email'], 'transactional'),
    message('empty', []),
  ].map((one) => [one.id, one]),
);
const gapsOf = async (trigger: object, asked: readonly string[], enabledChannels = settings.enabledChannels) => {
  const definition = journey(trigger, asked);
  const draft = { definition, messages, settings: { enabledChannels }, segments: new Set<string>() };
  const gaps = await channelGaps(count, draft);
  return gaps.map(({ node, channel, people }) => `${asked[Number(node)]} ${channel} ${people}`);
};

test('whom only a channel without a variant reaches is told for each step, and by each channel', async () => {
  assert.deepEqual(await gapsOf(everyMorning, ['mail', 'mail-and-text', 'all', 'mail']), [
    'mail sms 2',
    'mail push 1',
    'mail-and-text push 1',
    'mail sms 2',
    'mail push 1',
  ]);
});

test('channels that are switched off, messages that are no marketing, and those without any variant have no gaps', async () => {
  assert.deepEqual(await gapsOf(everyMorning, ['mail', 'receipt', 'empty'], ['email', 'webhook']), []);
  assert.deepEqual(await gapsOf(everyMorning, ['receipt', 'empty']), []);
});

test('only people who would enter count; where the segment is not published that is anybody', async () => {
  const event = { type: 'event', match: { event: 'Never Done' } };
  assert.deepEqual(await gapsOf(event, ['mail']), []);
  const segment = { type: 'segment', segment: 'draft', change: 'entered' };
  assert.deepEqual(await gapsOf(segment, ['mail']), ['mail sms 2', 'mail push 1']);
});
