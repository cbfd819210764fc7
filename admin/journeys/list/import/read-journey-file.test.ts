import assert from 'node:assert/strict';
import test from 'node:test';
import { readJourneyFile } from './read-journey-file.ts';

const trigger = { id: 'start', kind: 'trigger', trigger: { type: 'api' }, branches: { next: 'w' } };
const fileWith = (node: object, more: object = {}) =>
  JSON.stringify({
    format: 'throughline.journey',
    formatVersion: 1,
    journey: {
      ...{ id: 'j', name: 'J', description: '', version: 1, reentry: { type: 'never' }, exitRules: [] },
      nodes: [trigger, node],
    },
    messages: [],
    ...more,
  });
const wait = { id: 'w', kind: 'wait', minutes: 5, branches: { next: null } };

test('what "Export" writes is read', () => {
  const read = readJourneyFile(fileWith(wait));
  assert.ok(read.state === 'read');
  assert.equal(read.file.journey.nodes.length, 2);
});

test('a problem names its place and its step', () => {
  const { minutes: _, ...without } = wait;
  const read = [without, { ...wait, minutes: 'five' }, { ...wait, minutes: -1 }, { ...wait, kind: 'teleport' }].map(
    (node) => {
      const result = readJourneyFile(fileWith(node));
      assert.ok(result.state === 'problems', JSON.stringify(result));
      return result.problems[0];
    },
  );
  assert.deepEqual(
    read.map((problem) => problem?.what),
    ['missing', 'wrong_type', 'too_small', 'unknown_value'],
  );
  assert.deepEqual(read[1], {
    place: 'journey.nodes[1].minutes',
    step: { number: 2, kind: 'wait' },
    what: 'wrong_type',
    expected: 'number',
  });
});

test('what is something else is said to be', () => {
  assert.equal(readJourneyFile('no').state, 'not_json');
  assert.equal(readJourneyFile('{"a":1}').state, 'not_a_journey');
  assert.equal(readJourneyFile('null').state, 'not_a_journey');
  assert.equal(readJourneyFile(fileWith(wait, { formatVersion: 2 })).state, 'newer');
});
