import assert from 'node:assert/strict';
import test from 'node:test';
import { journeyDefinition } from '#contracts/journey.ts';
import type { JsonObject } from '#contracts/json.ts';
import { messageDefinition } from '#contracts/message.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { newProfileState } from '#core/state.ts';
import { createRenderPreview } from '../../delivery/render-preview.ts';
import { checkContent } from './check-content.ts';

const definition = journeyDefinition.parse({
  ...{ id: 'j', name: 'J', version: 1, reentry: { type: 'never' }, exitRules: [] },
  variables: [{ name: 'code', type: 'text' }],
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Viewed' } },
      branches: { next: 'mail' },
    },
    { id: 'mail', kind: 'message', message: 'm', branches: { next: null } },
  ],
});

const messageWith = (text: string, body = '') =>
  messageDefinition.parse({
    ...{ id: 'm', name: 'Offer', purpose: 'transactional', topic: 'orders', priority: 50 },
    variants: { sms: { text }, ...(body !== '' && { webhook: { body } }) },
  });

const person = (profile: string, traits: JsonObject, properties: JsonObject = {}) => ({
  state: { ...newProfileState(profile, 0), traits },
  trigger: { event: 'Viewed', properties },
});
const people = [
  person('ada', { firstName: 'Ada' }, { product: 'Lamp' }),
  person('li', { name: '李伟' }, { product: '灯' }),
  person('nobody', {}, { product: 'Lamp' }),
];

const check = (text: string, { eventKnown = true, body = '' } = {}) =>
  checkContent(createRenderPreview('http://127.0.0.1'), {
    ...{ workspace: 1, definition, people, eventKnown, settings: defaultSettings },
    messages: new Map([['m', messageWith(text, body)]]),
  });

test('what has no value for somebody is told with the place and the people, each problem once', async () => {
  const { problems, rendered } = await check('Hi {{ person.firstName }},\nyour {{ event.product }} {{ run.code }}');
  assert.equal(rendered, 3);
  assert.deepEqual(
    problems.map(({ node, channel, field, line, missing, count }) => ({ node, channel, field, line, missing, count })),
    [{ node: 'mail', channel: 'sms', field: 'text', line: 1, missing: 'person.firstName', count: 2 }],
  );
  assert.deepEqual(
    problems[0]?.people.map(({ personName }) => personName),
    ['李伟', 'nobody'],
  );
});

test('what stands in its place, or is asked for first, is no problem', async () => {
  const { problems } = await check(
    '{{ person.firstName | default: "you" }}{% if person.firstName %}{{ person.firstName }}{% endif %}',
  );
  assert.deepEqual(problems, []);
});

test('values of an event that nobody did yet, and variables that the journey fills, are not missed', async () => {
  assert.equal((await check('{{ event.price }}')).problems.length, 1);
  assert.equal((await check('{{ event.price }}', { eventKnown: false })).problems.length, 0);
  assert.equal((await check('{{ run.other }}')).problems[0]?.missing, 'run.other');
});

test('why a text is no JSON does not quote it', async () => {
  const { problems } = await check('Hi', { body: '{"name": {{ person.name | default: "x" }} }' });
  assert.deepEqual(
    problems.map(({ channel, code, text, count }) => ({ channel, code, text, count })),
    [{ channel: 'webhook', code: 'not_json', text: 'the result is not JSON', count: 3 }],
  );
});
