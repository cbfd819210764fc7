import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, person, release, workOn } from '#test/builders.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';
import { engagementHappening } from './engagement.ts';
import { segmentsDue, updateMemberships } from './memberships.ts';
import { recordHappening } from './record.ts';

const named = (id: string, condition: SegmentCondition) => ({ id, name: id, description: '', condition });
const recent = named('recent', {
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
});
const berlin = named('berlin', { type: 'trait', test: { name: 'address.city', operator: 'equals', value: 'Berlin' } });
const readers = named('readers', {
  type: 'engagement',
  kind: 'opened',
  channel: 'email',
  frequency: { comparison: 'at_least', times: 1 },
});
const everybody = named('everybody', { type: 'all', conditions: [] });
const compiled = release({ segments: [recent, berlin, readers, everybody] });

test('entering and leaving are recorded, also when imported history brings them', () => {
  const order = { name: 'Order Completed', properties: {}, at: noon - days(29) };
  const work = workOn(person({ release: 1 }), compiled, { imported: true });
  recordHappening(work, order);
  assert.deepEqual(updateMemberships(work, { happenings: [order] }), [
    { segment: 'recent', change: 'entered', imported: true },
  ]);
  assert.deepEqual(work.facts, [
    { type: 'membership', profile: work.state.profile, at: noon, segment: 'recent', change: 'entered' },
  ]);
  assert.equal(segmentsDue(work.state), noon + days(1));

  const later = workOn(work.state, compiled, { now: noon + days(1) });
  assert.deepEqual(updateMemberships(later, 'time'), [{ segment: 'recent', change: 'left', imported: true }]);
  assert.deepEqual(later.state.memberships, new Map());
  assert.equal(segmentsDue(later.state), null);
});

test('a time that is put off is looked at once more, and then stands where the answer changes', () => {
  const orderAt = (at: number) => ({ name: 'Order Completed', properties: {}, at });
  const told = (state: ProfileState, at: number) => {
    const work = workOn(state, compiled, { now: at });
    recordHappening(work, orderAt(at));
    updateMemberships(work, { happenings: [orderAt(at)] });
    return work.state;
  };
  const twice = told(told(person({ release: 1 }), noon), noon + days(10));
  assert.equal(segmentsDue(twice), noon + days(30));
  const early = workOn(twice, compiled, { now: noon + days(30) });
  assert.deepEqual(updateMemberships(early, 'time'), []);
  assert.equal(segmentsDue(early.state), noon + days(40));
  const late = workOn(early.state, compiled, { now: noon + days(40) });
  assert.deepEqual(updateMemberships(late, 'time'), [{ segment: 'recent', change: 'left' }]);
});

test('a changed trait moves the segments that look below it, and nothing else does', () => {
  const state = person({ release: 1, traits: { address: { city: 'Berlin' } } });
  const work = workOn(state, compiled);
  assert.deepEqual(updateMemberships(work, { traits: ['name'] }), []);
  assert.equal(work.state, state);
  assert.deepEqual(updateMemberships(work, { traits: ['address'] }), [{ segment: 'berlin', change: 'entered' }]);
});

test('an engagement counts on its channel', () => {
  const open = (channel: 'email' | 'sms') => {
    const work = workOn(person({ release: 1 }), compiled);
    const happening = engagementHappening('opened', { channel, message: 'offer', journey: 'welcome', at: noon });
    recordHappening(work, happening);
    return updateMemberships(work, { happenings: [happening] });
  };
  assert.deepEqual(open('sms'), []);
  assert.deepEqual(open('email'), [{ segment: 'readers', change: 'entered' }]);
});

test('a person who is looked at first is held against everything that may hold for her', () => {
  const work = workOn(person({ traits: { address: { city: 'Berlin' } } }), compiled);
  const changes = updateMemberships(work, { traits: [] });
  assert.deepEqual(new Set(changes.map((change) => change.segment)), new Set(['everybody', 'berlin']));
});
