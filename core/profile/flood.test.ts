import assert from 'node:assert/strict';
import test from 'node:test';
import type { StepStimulus } from '#core/step.ts';
import { step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';
import { hours } from '../duration.ts';
import type { ProfileState } from '../state.ts';

const compiled = release({});
const { profile } = person();
const base = { workspace: 1, profile, id: 'message', at: noon, receivedAt: noon, identities: [], context: {} } as const;
const track = { ...base, type: 'track', name: 'Page Viewed', properties: {} } as const;

const tell = (state: ProfileState, stimulus: StepStimulus, now = noon) =>
  step(state, stimulus, { now, release: compiled, random: () => 0.5 }).state;

const full = person({ recentEvents: { since: noon, count: 9_999 } });

test('ten thousand events of one person within an hour are taken, and the next is set aside with its reason', () => {
  const last = tell(full, track);
  assert.throws(() => tell(last, track), { name: 'flood' });
  assert.throws(() => tell(last, { ...base, type: 'identify', traits: {} }, noon + hours(1) - 1), { name: 'flood' });
});

test('after the hour it begins again', () => {
  const later = tell(tell(full, track), track, noon + hours(1));
  assert.deepEqual(later.recentEvents, { since: noon + hours(1), count: 1 });
});

test('what she did not send herself is no flood: receipts, timers, history', () => {
  const last = tell(full, track);
  const receipt = { ...base, type: 'receipt', delivery: 'd', channel: 'email', kind: 'opened' } as const;
  for (const stimulus of [receipt, { type: 'timer', profile } as const, { ...track, imported: true } as const]) {
    assert.deepEqual(tell(last, stimulus).recentEvents, last.recentEvents);
  }
});
