import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { type LifecycleStage, suggestedLifecycle } from '#contracts/lifecycle.ts';
import { lifecycleSegments } from '#core/profile/lifecycle.ts';
import { compileRelease } from '#core/release.ts';
import { conditionNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const put = (stage: LifecycleStage | null) => {
  const node: JourneyNode = { id: 'put', kind: 'update_stage', stage, branches: { next: 'if' } };
  const inLoyalty = { type: 'lifecycle', stage: 'loyalty' } as const;
  const { source } = on([
    triggerNode(onEvent('Started'), 'put'),
    node,
    conditionNode('if', inLoyalty, { yes: null, no: null }),
  ]);
  return compileRelease({
    ...source,
    settings: { ...source.settings, lifecycle: suggestedLifecycle },
    segments: lifecycleSegments(suggestedLifecycle, 1, []),
  });
};

test('she is in the stage for the very next step, and by the rules again when no stage is set', () => {
  const one = story(put('loyalty'));
  assert.ok(one.steps(one.track('Started')).includes('if passed yes'));
  assert.equal(one.state().traits.lifecycle_stage, 'loyalty');
  const free = story(put(null), one.state());
  assert.ok(free.steps(free.track('Started')).includes('if passed no'));
  assert.equal(free.state().traits.lifecycle_stage, 'awareness');
});
