import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { person } from '#test/builders.ts';
import { onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('tags are attached and taken off, and what changed is told', () => {
  const tags = (next: string | null): JourneyNode => ({
    ...{ id: 'tags', kind: 'update_tags', add: ['vip'], remove: ['new'] },
    branches: { next },
  });
  const one = story(
    on([triggerNode(onEvent('Started'), 'tags'), tags('w'), waitNode('w', 5, null)]),
    person({ traits: { tags: ['new'] } }),
  );
  const { facts } = one.track('Started');
  assert.deepEqual(one.state().traits.tags, ['vip']);
  const told = facts.flatMap((fact) =>
    fact.type === 'event' && fact.name === 'Tags Changed' ? [fact.properties] : [],
  );
  assert.deepEqual(told, [{ added: ['vip'], removed: ['new'], actor: 'journey:j' }]);
  const again = story(on([triggerNode(onEvent('Started'), 'tags'), tags(null)]), one.state());
  assert.ok(again.track('Started').facts.every((fact) => fact.type !== 'event' || fact.name === 'Started'));
});
