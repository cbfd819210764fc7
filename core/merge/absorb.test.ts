import assert from 'node:assert/strict';
import test from 'node:test';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';
import { writeDocument } from '../write-document.ts';
import { absorbId, losersOf } from './absorb-id.ts';

const context = { now: noon, release: release({}), random: () => 0.5 };
const loserNamed = (n: number) => newProfileState(`0190a6e0-0000-7000-8000-1${String(n).padStart(11, '0')}`, noon);

function absorb(state: ProfileState, loser: ProfileState) {
  const { profile } = state;
  const id = absorbId(loser.profile, profile);
  const base = { type: 'absorb', workspace: 1, profile, id, at: noon, receivedAt: noon } as const;
  return step(state, { ...base, loser: loser.profile, document: writeDocument(loser) }, context);
}

test('whoever was merged into her is known: a repeat of the first changes nothing after a hundred others', () => {
  let state = person();
  const losers = Array.from({ length: 100 }, (_, n) => loserNamed(n));
  for (const loser of losers) state = absorb(state, loser).state;
  assert.deepEqual(
    losersOf(state.absorbed),
    losers.map(({ profile }) => profile),
  );
  const again = absorb(state, losers[0] ?? loserNamed(0));
  assert.deepEqual(again.state, { ...state, revision: state.revision + 1 });
  assert.partialDeepStrictEqual(again.facts, [{ type: 'drop', reason: 'duplicate' }]);
});

test('of merges without end the newest two hundred are known, and the document stays small', () => {
  let state = person();
  for (let n = 0; n < 300; n++) state = absorb(state, loserNamed(n)).state;
  assert.deepEqual(
    losersOf(state.absorbed),
    Array.from({ length: 200 }, (_, n) => loserNamed(100 + n).profile),
  );
  assert.equal(absorb(state, loserNamed(100)).facts[0]?.type, 'drop');
});
