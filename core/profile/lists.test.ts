import assert from 'node:assert/strict';
import test from 'node:test';
import { listsAtMost } from '#contracts/people-list.ts';
import { noon, person, release, workOn } from '#test/builders.ts';
import { applyLists, partLists, uniteLists } from './lists.ts';

test('what was so before is no news, and beyond the limit nobody comes onto another list', () => {
  const full = Object.fromEntries(Array.from({ length: listsAtMost }, (_, index) => [`l${index}`, 1]));
  const work = workOn(person({ lists: full }), release({}));
  const changes = applyLists(work, { add: ['l0', 'new', 'other'], remove: ['l1', 'gone'], at: noon });
  assert.deepEqual(
    changes.map(({ name, properties }) => [name, properties.list]),
    [
      ['List Left', 'l1'],
      ['List Joined', 'new'],
    ],
  );
  assert.equal(Object.keys(work.state.lists ?? {}).length, listsAtMost);
  assert.deepEqual(applyLists(work, { add: ['new'], remove: ['l1'], at: noon }), []);
});

test('two people are on the lists of both, and told apart each has her own', () => {
  const winner = { both: 5, hers: 1 };
  const loser = { both: 2, theirs: 3 };
  const united = uniteLists(winner, loser);
  assert.deepEqual(united, { both: 2, hers: 1, theirs: 3 });
  assert.deepEqual(uniteLists(undefined, loser), loser);
  assert.deepEqual(partLists({ ...united, since: 9 }, loser, winner), { both: 2, hers: 1, since: 9 });
});
