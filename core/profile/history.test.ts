import assert from 'node:assert/strict';
import test from 'node:test';
import type { EventContext, IdentifyStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';

const day = 86_400_000;
const today = person({ traits: { plan: 'gold', city: 'Delft' }, lastSeenAt: noon, timeZone: 'Europe/Amsterdam' });
const traits = { plan: 'free', city: null, birthday: '1990-01-01' };
const told: EventContext = { timeZone: 'Asia/Tokyo', locale: 'ja' };

function identify(state: ProfileState | undefined, at: number, parts: Partial<IdentifyStimulus> = {}): ProfileState {
  const base = { workspace: 1, profile: today.profile, id: 'identify', at, receivedAt: noon + day } as const;
  const stimulus = { ...base, type: 'identify', identities: [], context: told, traits, ...parts } as const;
  return step(state, stimulus, { now: noon + day, release: release({}), random: () => 0.5 }).state;
}

const outcome = ({ traits: held, timeZone, locale }: ProfileState) => ({ traits: held, timeZone, locale });
const taken = { traits: { plan: 'free', birthday: '1990-01-01' }, timeZone: 'Asia/Tokyo', locale: 'ja' };
const filled = {
  traits: { plan: 'gold', city: 'Delft', birthday: '1990-01-01' },
  timeZone: 'Europe/Amsterdam',
  locale: 'ja',
};

for (const at of [noon - day, noon]) {
  test(`history from ${at === noon ? 'the very moment' : 'before'} she was last seen only fills what is missing`, () => {
    assert.deepEqual(outcome(identify(today, at, { imported: true })), filled);
  });
}

test('history from after she was last seen is news, and a live event always is', () => {
  assert.deepEqual(outcome(identify(today, noon + 1, { imported: true })), taken);
  assert.deepEqual(outcome(identify(today, noon - day)), taken);
});

test('of somebody unknown history is all there is', () => {
  assert.deepEqual(outcome(identify(undefined, noon - day, { imported: true })), taken);
});

test('an imported event tells no zone and language that she has left behind since', () => {
  const base = { workspace: 1, profile: today.profile, id: 'old', at: noon - day, receivedAt: noon } as const;
  const track = { ...base, type: 'track', identities: [], context: told, name: 'Seen', properties: {} } as const;
  const context = { now: noon, release: release({}), random: () => 0.5 };
  const { state } = step(today, { ...track, imported: true }, context);
  assert.deepEqual([state.timeZone, state.locale], ['Europe/Amsterdam', 'ja']);
});
