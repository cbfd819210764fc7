import assert from 'node:assert/strict';
import test from 'node:test';
import { noon, person } from '#test/builders.ts';
import { readDocument } from './read-document.ts';
import type { ProfileState } from './state.ts';

/** As a document was written when it kept the time of each segment. */
function formerDocument(expiries: { readonly [segment: string]: number }): string {
  const { format: _format, segmentsDue: _due, ...kept } = person({ traits: { name: 'Anna' } });
  return JSON.stringify({ format: 1, ...kept, expiries });
}

test('a document reads as it was written', () => {
  const state = person({ segmentsDue: noon });
  assert.deepEqual(readDocument(JSON.stringify(state)), state);
});

test('the earliest of the times that former documents keep for each segment is when all are looked at', () => {
  const due = (state: unknown) => (state as ProfileState).segmentsDue;
  assert.equal(due(readDocument(formerDocument({ lookers: noon + 2, buyers: noon + 1 }))), noon + 1);
  assert.deepEqual(readDocument(formerDocument({})), person({ traits: { name: 'Anna' } }));
});
