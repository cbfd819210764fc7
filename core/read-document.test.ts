import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Instant } from '#contracts/identifiers.ts';
import { noon, person } from '#test/builders.ts';
import { readDocument } from './read-document.ts';
import type { ProfileState } from './state.ts';
import { writeDocument } from './write-document.ts';

/** As a document was written when its counters and memberships were records. */
function recordsDocument({ counters, memberships, importedExpiries, ...kept }: ProfileState): string {
  return JSON.stringify({
    ...kept,
    format: 2,
    counters: Object.fromEntries(counters),
    memberships: Object.fromEntries(memberships),
    ...(importedExpiries && { importedExpiries: Object.fromEntries(importedExpiries) }),
  });
}

/** As a document was written when it kept the time of each segment. */
function formerDocument(expiries: { readonly [segment: string]: number }): string {
  const {
    format: _format,
    segmentsDue: _due,
    ...kept
  } = JSON.parse(recordsDocument(person({ traits: { name: 'Anna' } }))) as ProfileState;
  return JSON.stringify({ format: 1, ...kept, expiries });
}

const keys = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '12', 'lifecycle:loyalty'));
const instants = fc.integer({ min: 0, max: noon });
const mapOf = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<string, T>> =>
  fc.array(fc.tuple(keys, values), { maxLength: 8 }).map((entries) => new Map(entries));
const states = fc
  .record({
    counters: mapOf<readonly Instant[]>(fc.array(instants, { maxLength: 4 })),
    memberships: mapOf(instants),
    importedExpiries: fc.option(mapOf(instants), { nil: undefined }),
  })
  .map(({ importedExpiries, ...parts }) => person({ ...parts, ...(importedExpiries && { importedExpiries }) }));

test('a document reads as it was written, and is written as it was read', () => {
  fc.assert(
    fc.property(states, (state) => {
      const document = writeDocument(state);
      assert.deepEqual(readDocument(document), state);
      assert.equal(writeDocument(readDocument(document)), document);
    }),
  );
});

test('a document of records reads as the same person', () => {
  fc.assert(
    fc.property(states, (state) => {
      assert.deepEqual(readDocument(recordsDocument(state)), readDocument(writeDocument(state)));
    }),
  );
});

test('what every event changes stands last in the text', () => {
  const members = Object.keys(JSON.parse(writeDocument(person())) as object);
  assert.deepEqual(members.slice(-5), ['memberships', 'segmentsDue', 'counters', 'revision', 'lastSeenAt']);
});

test('the earliest of the times that former documents keep for each segment is when all are looked at', () => {
  const due = (state: unknown) => (state as ProfileState).segmentsDue;
  assert.equal(due(readDocument(formerDocument({ lookers: noon + 2, buyers: noon + 1 }))), noon + 1);
  assert.deepEqual(readDocument(formerDocument({})), person({ traits: { name: 'Anna' } }));
});
