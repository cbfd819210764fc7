import assert from 'node:assert/strict';
import test from 'node:test';
import { absorbId } from '#core/merge/absorb-id.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { noon } from '#test/builders.ts';
import { loadPeople } from './people.ts';

const state = (profile: string, parts: Partial<ProfileState> = {}): ProfileState => ({
  ...newProfileState(profile, noon),
  ...parts,
});

async function personOf(profile: string, states: readonly ProfileState[]) {
  const documents = new Map(states.map((one) => [one.profile, writeDocument(one)]));
  const readProfiles = async (_workspace: number, wanted: readonly string[]) =>
    new Map([...documents].filter(([id]) => wanted.includes(id)));
  const person = (await loadPeople({ readProfiles }, 1, [profile])).get(profile);
  return person?.type === 'known' ? person.state.profile : person?.type;
}

const cases: readonly (readonly [string, string, readonly ProfileState[]])[] = [
  ['who was never merged', 'a', [state('a')]],
  ['who was erased', 'gone', []],
  [
    'a winner who has taken her in',
    'b',
    [state('a', { mergedInto: 'b' }), state('b', { absorbed: [absorbId('a', 'b')] })],
  ],
  ['a winner without any document yet', 'merging', [state('a', { mergedInto: 'b' })]],
  ['a winner who has not taken her in', 'merging', [state('a', { mergedInto: 'b' }), state('b')]],
  [
    'a document that is still behind that of whom she was merged into',
    'merging',
    [state('a', { mergedInto: 'b' }), state('b', { mergedInto: 'c' }), state('c', { absorbed: [absorbId('b', 'c')] })],
  ],
  [
    'the end of a chain',
    'c',
    [
      state('a', { mergedInto: 'b' }),
      state('b', { mergedInto: 'c' }),
      state('c', { absorbed: [absorbId('a', 'b'), absorbId('b', 'c')] }),
    ],
  ],
  ['merges in a circle', 'merging', [state('a', { mergedInto: 'b' }), state('b', { mergedInto: 'a' })]],
];

for (const [name, expected, states] of cases) {
  test(`the person of today: ${name}`, async () => assert.equal(await personOf('a', states), expected));
}
