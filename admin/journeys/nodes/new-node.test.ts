import assert from 'node:assert/strict';
import test from 'node:test';
import { draftOf } from '#contracts/api/definition.ts';
import { journeyNode } from '#contracts/journey.ts';
import { addableKinds, newNode } from './index.ts';

test('every kind of step can be saved as soon as it is put in, however much is missing in it', () => {
  const draft = draftOf(journeyNode);
  const refused = addableKinds.filter((kind) => !draft.safeParse(newNode(kind, 'fresh')).success);
  assert.deepEqual(refused, []);
});
