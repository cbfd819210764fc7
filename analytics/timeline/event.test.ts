import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '#contracts/json.ts';
import type { DefinitionNames } from '../definition-names.ts';
import { eventSource } from './event.ts';

const names: DefinitionNames = {
  journey: (id) => (id === 'welcome' ? 'Welcome' : id),
  message: (id) => id,
  segment: (id) => id,
  topic: (id) => id,
  currency: 'GBP',
};

function itemOf(name: string, properties: JsonObject) {
  const place = { at: '2026-01-01T10:00:00.000Z', lane: 1, commit: 1, ordinal: 1 };
  const row = { ...place, message_id: 'm', type: 'track', name, url: '', source: 'step' };
  return eventSource.toItem({ ...row, properties: JSON.stringify(properties) } as never, names);
}

test('an event that a journey brought about names it; nothing else does, whatever it says of itself', () => {
  const by = { journey: 'welcome', journeyName: 'Welcome' };
  assert.partialDeepStrictEqual(itemOf('Score Points Given', { points: 5, actor: 'journey:welcome' }), { by });
  assert.partialDeepStrictEqual(itemOf('Tags Changed', { added: ['new'], actor: 'journey:welcome' }), { by });
  assert.equal('by' in itemOf('Tags Changed', { added: ['new'], actor: 'ann@example.com' }), false);
  assert.equal('by' in itemOf('Product Viewed', { actor: 'journey:welcome' }), false);
});
