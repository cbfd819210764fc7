import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { noon, person, release } from '#test/builders.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';
import { nextDue, type StepStimulus, step } from '../step.ts';
import { addressHash } from '../suppression.ts';

const conditions: { readonly [id: string]: SegmentCondition } = {
  granted: { type: 'consent', channel: 'sms', status: 'granted' },
  reached: { type: 'reachable', channel: 'sms', topic: 'offers' },
  bounced: { type: 'suppressed', channel: 'email', reason: 'bounced' },
  silent: { type: 'do_not_contact' },
  listed: { type: 'list', list: 'spring' },
  mobile: { type: 'device', part: 'type', oneOf: ['mobile'] },
  german: { type: 'location', part: 'country', oneOf: ['de'] },
  tokyo: { type: 'time_zone', oneOf: ['Asia/Tokyo'] },
  everybody: { type: 'random', share: 100, salt: 'x' },
};
const compiled = release({
  settings: { optInChannels: ['sms'] },
  segments: Object.entries(conditions).map(([id, condition]) => ({ id, name: id, description: '', condition })),
});
const { profile } = person();
const base = { workspace: 1, profile, id: 's', at: noon, receivedAt: noon };

function after(state: ProfileState | undefined, stimulus: StepStimulus, now = noon) {
  const result = step(state, stimulus, { now, release: compiled, random: () => 0.5 });
  const moved = result.facts.flatMap((fact) => (fact.type === 'membership' ? [`${fact.segment} ${fact.change}`] : []));
  const pictures = result.facts.filter(({ type }) => type === 'profile');
  return { state: result.state, moved: moved.sort(), pictures };
}

const track = (context: TrackStimulus['context'] = {}): TrackStimulus => ({
  ...{ ...base, type: 'track', name: 'Looked', properties: {}, context },
  identities: [{ kind: 'phone', value: '+447700900123' }],
});
const consent = (said: Partial<Extract<ProfileStimulus, { type: 'consent' }>>): ProfileStimulus => ({
  ...{ ...base, type: 'consent', changes: [], source: 'agent', ...said },
});

const known = after(undefined, track()).state;

test('whoever is new is held against what needs nothing to be known', () => {
  assert.deepEqual(after(undefined, track()).moved, ['everybody entered']);
});

test('a word of consent moves its segments in the same step, and the picture shows it', () => {
  const said = after(known, consent({ changes: [{ channel: 'sms', status: 'granted' }] }));
  assert.deepEqual(said.moved, ['granted entered', 'reached entered']);
  assert.equal(said.pictures.length, 1);
  const refused = after(
    said.state,
    consent({ at: noon + 1, changes: [{ channel: 'sms', status: 'denied' }] }),
    noon + 1,
  );
  assert.deepEqual(refused.moved, ['granted left', 'reached left']);
});

test('what ends by itself leaves without an event', () => {
  const until = noon + days(2);
  const said = after(known, consent({ changes: [{ channel: 'sms', status: 'granted', expiresAt: until }] }));
  assert.equal(nextDue(said.state), until);
  assert.deepEqual(after(said.state, { type: 'timer', profile }, until).moved, ['granted left', 'reached left']);
  const granted = after(known, consent({ changes: [{ channel: 'sms', status: 'granted' }] })).state;
  const paused = after(granted, consent({ pausedUntil: until }));
  assert.deepEqual([paused.moved, nextDue(paused.state)], [['reached left'], until]);
  assert.deepEqual(after(paused.state, { type: 'timer', profile }, until).moved, ['reached entered']);
  const ordered = after(known, consent({ doNotContact: { scope: 'all', until } }));
  assert.deepEqual(ordered.moved, ['silent entered']);
  assert.deepEqual(after(ordered.state, { type: 'timer', profile }, until).moved, ['silent left']);
});

test('lists, devices, places and zones move what asks for them, and nothing else is looked at', () => {
  const lists = { ...base, type: 'lists', actor: 'Ann' } as const;
  const listed = after(known, { ...lists, add: ['spring', 'autumn'] });
  assert.deepEqual(listed.moved, ['listed entered']);
  assert.deepEqual(after(listed.state, { ...lists, add: ['spring'] }).moved, []);
  assert.deepEqual(after(listed.state, { ...lists, remove: ['spring'] }).moved, ['listed left']);
  const told = { device: { type: 'mobile' }, place: { country: 'DE' }, timeZone: 'Asia/Tokyo' } as const;
  const seen = after(known, track(told));
  assert.deepEqual(seen.moved, ['german entered', 'mobile entered', 'tokyo entered']);
  const again = after(seen.state, track(told));
  assert.deepEqual([again.moved, again.pictures], [[], []]);
});

test('an address that must not be used, and the next one that she gives', () => {
  const mail = after(person({ identities: [{ kind: 'email', value: 'ada@example.com' }], traits: {} }), track()).state;
  const addressed = addressHash('email', 'ada@example.com');
  const bounced = { channel: 'email', addressHash: addressed, reason: 'bounced', status: 'set' } as const;
  const suppressed = after(mail, consent({ suppressions: [bounced] }));
  assert.deepEqual(suppressed.moved, ['bounced entered']);
  const moved = after(suppressed.state, { ...track(), identities: [{ kind: 'email', value: 'new@example.com' }] });
  assert.deepEqual(moved.moved, ['bounced left']);
});
