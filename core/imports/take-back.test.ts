import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentifyStimulus } from '#contracts/stimulus.ts';
import { withdrawalName } from '#core/imports/withdraw.ts';
import type { ProfileState } from '#core/state.ts';
import { type StepStimulus, step } from '#core/step.ts';
import { noon, release } from '#test/builders.ts';

const compiled = release({
  segments: [
    {
      ...{ id: 'everybody', name: 'Everybody', description: '' },
      condition: { type: 'all', conditions: [] },
    },
    {
      ...{ id: 'by-mail', name: 'By mail', description: '' },
      condition: { type: 'reachable', channel: 'email' },
    },
  ],
});
const profile = '0190a6e0-0000-7000-8000-000000000009';
const undo = withdrawalName('i1', profile);
const of = { workspace: 1, profile, at: noon, receivedAt: noon } as const;

test('who goes with an import that is taken back is in no segment, nor in one that holds for everybody', () => {
  const inside: string[] = [];
  const follow = (state: ProfileState | undefined, stimulus: StepStimulus) => {
    const result = step(state, stimulus, { now: noon, release: compiled, random: () => 0.5 });
    for (const fact of result.facts) if (fact.type === 'membership') inside.push(`${fact.change} ${fact.segment}`);
    return result.state;
  };
  const told: IdentifyStimulus = {
    ...of,
    type: 'identify',
    identities: [{ kind: 'userId', value: 'u1' }],
    context: {},
    id: 'm1',
    traits: { city: 'Bath' },
    imported: true,
    import: 'i1',
  };
  const known = follow(undefined, told);
  const withdrawn = follow(known, { ...of, type: 'withdraw', id: 'w1', undo });
  const gone = follow(withdrawn, {
    ...{ ...of, type: 'recount', id: 'r1', undo, imported: true, counters: {}, orders: { count: 0, value: 0 } },
    traits: [{ name: 'city', was: 'Bath', value: null }],
    withdrawn: {
      ...{ seen: { first: noon, last: noon }, left: { first: 0, last: 0, lastOrder: 0 } },
      ...{ knownOrders: [], consents: [], onlyThis: true },
    },
  });
  assert.equal(gone.removed, true);
  assert.deepEqual(inside, ['entered everybody', 'left everybody']);
  follow(gone, { type: 'timer', profile });
  assert.deepEqual(inside, ['entered everybody', 'left everybody']);
});
