import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { type Entry, findRefused, type Part } from './find-refused.ts';

const stimulus = (person: number, index: number): TrackStimulus => ({
  type: 'track',
  workspace: 1,
  profile: `person-${person}`,
  id: `${index}`,
  at: 0,
  receivedAt: 0,
  identities: [],
  context: {},
  name: 'Product Viewed',
  properties: {},
});

const batches = fc.record({
  stimuli: fc.array(fc.record({ person: fc.nat(6), poison: fc.boolean() }), { maxLength: 60 }),
  due: fc.array(fc.record({ person: fc.nat(6), poison: fc.boolean() }), { maxLength: 4 }),
});

test('exactly the entries go of which each makes a commit fail by itself', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (drawn) => {
      const stimuli = drawn.stimuli.map(({ person }, index) => stimulus(person, index));
      const due = drawn.due.map(({ person }) => ({ workspace: 1, profile: `person-${person}` }));
      const poison = new Set<Entry>([
        ...stimuli.filter((_, index) => drawn.stimuli[index]?.poison),
        ...due.filter((_, index) => drawn.due[index]?.poison),
      ]);
      const probe = async (part: Part) => {
        const entries: Entry[] = [...part.stimuli, ...part.due];
        const fails = entries.some((entry) => poison.has(entry) && !part.refused?.has(entry));
        return fails ? new Error('refused') : undefined;
      };
      assert.deepEqual(new Set((await findRefused({ stimuli, due }, probe)).keys()), poison);
    }),
  );
});

test('where people are taken alone and not together, one of them goes', async () => {
  const stimuli = [0, 1, 2, 3, 4].map((person) => stimulus(person, person));
  const probe = async ({ stimuli: part, refused }: Part) => {
    const kept = part.filter((entry) => !refused?.has(entry)).map(({ profile }) => profile);
    return kept.includes('person-1') && kept.includes('person-3') ? new Error('the same row twice') : undefined;
  };
  const refused = await findRefused({ stimuli, due: [] }, probe);
  assert.deepEqual([...refused.keys()], [stimuli[3]]);
});

test('a refusal that is about none of them is not blamed on anybody', async () => {
  const probe = async () => new Error('no commit is taken at all');
  await assert.rejects(findRefused({ stimuli: [stimulus(1, 1)], due: [] }, probe), /no commit is taken at all/);
});
