import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { noon, person } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const task = (assignee?: string): JourneyNode => ({
  ...{ id: 'call', kind: 'create_task', title: 'Call her', note: 'She asked', dueDays: 2 },
  ...(assignee !== undefined && { assignee }),
  branches: { next: null },
});
const asked = (node: JourneyNode, owner?: string) => {
  const one = story(on([triggerNode(onEvent('Started'), 'call'), node]), person({ traits: owner ? { owner } : {} }));
  return one.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect.what] : []));
};

test('a task is for whoever is named, else for her owner, else for everybody', () => {
  const what = { kind: 'task', title: 'Call her', note: 'She asked', dueAt: noon + 2 * 86_400_000 };
  assert.deepEqual(asked(task('ann@shop.example'), 'bob@shop.example'), [{ ...what, assignee: 'ann@shop.example' }]);
  assert.deepEqual(asked(task(), 'bob@shop.example'), [{ ...what, assignee: 'bob@shop.example' }]);
  assert.deepEqual(asked(task()), [what]);
});
