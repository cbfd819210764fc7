import assert from 'node:assert/strict';
import test from 'node:test';
import { journeyDefinition } from '#contracts/journey.ts';
import { closestTo, neighbourOf } from './canvas-neighbour.ts';

const journey = journeyDefinition.parse({
  id: 'j',
  name: 'J',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    { id: 'start', kind: 'trigger', trigger: { type: 'api' }, branches: { next: 'fork' } },
    { id: 'fork', kind: 'cohort', percent: 50, branches: { in: 'mail', out: 'wait' } },
    { id: 'mail', kind: 'message', message: 'm', branches: { next: null } },
    { id: 'wait', kind: 'wait', minutes: 5, branches: { next: null } },
  ],
});
const places = new Map([
  ['start', { x: 0, y: 100 }],
  ['fork', { x: 352, y: 100 }],
  ['mail', { x: 704, y: 0 }],
  ['wait', { x: 704, y: 200 }],
]);

test('arrow keys lead along the ways and between branches', () => {
  assert.equal(neighbourOf(journey, places, 'start', 'right'), 'fork');
  assert.equal(neighbourOf(journey, places, 'fork', 'right'), 'mail');
  assert.equal(neighbourOf(journey, places, 'mail', 'down'), 'wait');
  assert.equal(neighbourOf(journey, places, 'wait', 'up'), 'mail');
  assert.equal(neighbourOf(journey, places, 'wait', 'left'), 'fork');
  assert.equal(neighbourOf(journey, places, 'start', 'left'), undefined);
  assert.equal(neighbourOf(journey, places, 'wait', 'right'), undefined);
});

test('what is closest to a place is found in any direction', () => {
  const standing = [...places].map(([id, position]) => ({ id, position }));
  assert.equal(closestTo({ x: 700, y: 150 }, standing), 'wait');
  assert.equal(closestTo({ x: 200, y: 100 }, standing), 'fork');
  assert.equal(closestTo({ x: 0, y: 0 }, []), undefined);
});
