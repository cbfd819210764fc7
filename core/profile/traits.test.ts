import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '#contracts/json.ts';
import type { IdentifyStimulus } from '#contracts/stimulus.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';
import { writeDocument } from '../write-document.ts';

const context = { now: noon, release: release({}), random: () => 0.5 };
const limit = 48 * 1024;

function identify(state: ProfileState, traits: JsonObject, parts: Partial<IdentifyStimulus> = {}) {
  const { profile } = state;
  const base = { workspace: 1, profile, id: 'identify', at: noon, receivedAt: noon, context: {} } as const;
  const identities = [{ kind: 'userId', value: 'ada' }] as const;
  return step(state, { ...base, type: 'identify', identities, traits, ...parts }, context);
}

test('traits stop growing at their limit; the event, who it was and what she said of consent are kept', () => {
  let state = person();
  const consents = [{ channel: 'sms', status: 'denied' }];
  for (let n = 0; n < 10; n++) {
    const traits = { [`note-${n}`]: 'é'.repeat(5_000), plan: `plan-${n}`, consents };
    const result = identify(state, traits);
    const isKept = 'plan' in result.state.traits && result.state.traits.plan === `plan-${n}`;
    const drops = result.facts.filter(({ type }) => type === 'drop');
    assert.partialDeepStrictEqual(drops, isKept ? [] : [{ id: 'identify', reason: 'too_large', at: noon }]);
    assert.equal(drops.length, isKept ? 0 : 1);
    if (!isKept) assert.deepEqual(result.state.traits, state.traits);
    assert.equal(isKept, n < 4);
    assert.ok(result.facts.some(({ type }) => type === 'event'));
    state = result.state;
  }
  assert.ok(Buffer.byteLength(JSON.stringify(state.traits)) <= limit);
  assert.ok(state.identities.some(({ kind }) => kind === 'userId'));
  assert.equal(state.consents.length, 1);
  const { traits } = identify(state, { 'note-0': null, city: 'Delft' }).state;
  assert.deepEqual(['note-0' in traits, traits.city], [false, 'Delft']);
});

test('traits that were too large before may shrink', () => {
  const tooLarge = person({ traits: { a: 'x'.repeat(60_000), b: 'x'.repeat(60_000) } });
  const { state, facts } = identify(tooLarge, { b: null });
  assert.deepEqual(Object.keys(state.traits), ['a']);
  assert.ok(facts.every(({ type }) => type !== 'drop'));
});

test('a merge brings along as many traits as there is room for, after her own', () => {
  const own = person({ traits: { plan: 'gold', large: 'x'.repeat(30_000) } });
  const other = newProfileState('0190a6e0-0000-7000-8000-000000000002', noon);
  const document = writeDocument({ ...other, traits: { plan: 'none', much: 'x'.repeat(30_000), city: 'Delft' } });
  const absorb = {
    type: 'absorb',
    workspace: 1,
    profile: own.profile,
    id: 'absorb',
    at: noon,
    receivedAt: noon,
  } as const;
  const { state, facts } = step(own, { ...absorb, loser: other.profile, document }, context);
  assert.deepEqual(state.traits, { ...own.traits, city: 'Delft' });
  assert.partialDeepStrictEqual(
    facts.filter(({ type }) => type === 'drop'),
    [{ id: 'absorb', reason: 'too_large', detail: 'much' }],
  );
});
