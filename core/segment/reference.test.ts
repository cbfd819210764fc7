import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { release } from '#test/builders.ts';
import { histories } from '#test/segment/entry.ts';
import { conditions } from '#test/segment/index.ts';
import { origin, personId } from '#test/segment/origin.ts';
import { lookAt, replayEntry } from '#test/segment/segment-replay.ts';
import { newProfileState } from '../state.ts';
import { explainCondition } from './explain.ts';
import { segmentsDue } from './memberships.ts';
import { findCycle } from './reference.ts';
import { renewSegments } from './seed/renew-segments.ts';

const segment = (id: string, condition: SegmentCondition, sinceRelease = 1): Release['segments'][number] => ({
  ...{ id, name: id, description: '', condition, sinceRelease },
});
const ask = (id: string): SegmentCondition => ({ type: 'segment', segment: id });
const everybody: SegmentCondition = { type: 'all', conditions: [] };
const gold: SegmentCondition = { type: 'trait', test: { name: 'plan', operator: 'equals', value: 'gold' } };

test('who asks for a segment gets what its condition gives, at every arrival and every expiry', () => {
  fc.assert(
    fc.property(conditions, conditions, histories, (asked, own, history) => {
      const around = (inner: SegmentCondition): SegmentCondition => ({
        type: 'any',
        conditions: [
          { type: 'all', conditions: [inner, own] },
          { type: 'not', condition: inner },
        ],
      });
      const compiled = release({
        segments: [
          segment('asking', around(ask('asked'))),
          segment('asked', asked),
          segment('written out', around(asked)),
        ],
      });
      let state = newProfileState(personId, origin);
      const agree = () => assert.equal(state.memberships.has('asking'), state.memberships.has('written out'));
      for (const entry of history) {
        state = replayEntry(compiled, state, entry);
        agree();
      }
      for (let at = segmentsDue(state), looks = 0; at !== null && looks < 5; at = segmentsDue(state), looks += 1) {
        state = lookAt(compiled, state, at);
        agree();
      }
    }),
    { numRuns: 200 },
  );
});

test('a segment that is not published, or asks for itself, is nobody’s', () => {
  const compiled = release({ segments: [segment('a', ask('b')), segment('b', ask('a')), segment('c', ask('gone'))] });
  assert.deepEqual(compiled.segments.blankSegments, []);
});

test('a cycle is found with the shortest way around', () => {
  const known = new Map<string, SegmentCondition>([
    ['a', { type: 'any', conditions: [ask('long'), { type: 'not', condition: ask('b') }] }],
    ['b', { type: 'lifecycle', stage: 'loyalty' }],
    ['lifecycle:loyalty', ask('a')],
    ['long', ask('longer')],
    ['longer', ask('b')],
    ['beside', ask('a')],
  ]);
  assert.deepEqual(findCycle(known, 'a'), ['a', 'b', 'lifecycle:loyalty', 'a']);
  assert.equal(findCycle(known, 'beside'), undefined);
});

test('an explanation goes into the segment that is asked for', () => {
  const compiled = release({ segments: [segment('asking', ask('asked')), segment('asked', gold)] });
  const state = { ...newProfileState(personId, origin), traits: { plan: 'free' } };
  const { holds, parts } = explainCondition(compiled.segments, ask('asked'), state, origin);
  assert.deepEqual([holds, parts.map(({ condition, known }) => [condition, known])], [false, [[gold, 'free']]]);
});

test('everybody is looked at again for what asks for a changed segment, or goes by a changed setting', () => {
  const { source } = release({
    segments: [
      segment('asked', gold),
      segment('asking', ask('asked')),
      segment('far', { type: 'not', condition: ask('asking') }),
      segment('other', everybody),
      segment('reached', { type: 'reachable', channel: 'sms' }),
    ],
  });
  const next = (parts: Partial<Release>): Release => ({ ...source, number: 2, ...parts });
  const renewed = (release: Release): readonly string[] =>
    renewSegments(source, release).flatMap(({ id, sinceRelease }) => (sinceRelease === 2 ? [id] : []));
  assert.deepEqual(renewed(next({})), []);
  const changed = source.segments.map((one) => (one.id === 'asked' ? segment('asked', everybody, 2) : one));
  assert.deepEqual(renewed(next({ segments: changed })), ['asked', 'asking', 'far']);
  const without = source.segments.filter(({ id }) => id !== 'asked');
  assert.deepEqual(renewed(next({ segments: without })), ['asking', 'far']);
  assert.deepEqual(renewed(next({ settings: { ...source.settings, optInChannels: ['sms'] } })), ['reached']);
  assert.deepEqual(renewed(next({ settings: { ...source.settings, timeZone: 'Asia/Tokyo' } })), []);
});
