import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const cohort = (percent: number): JourneyNode => ({
  ...{ id: 'share', kind: 'cohort', percent },
  branches: { in: null, out: null },
});

test('all or nobody goes by the one way, and of a share those whom chance has chosen', () => {
  const wayAt = (percent: number) => {
    const one = story(on([triggerNode(onEvent('Started'), 'share'), cohort(percent)]));
    return one.steps(one.track('Started')).find((text) => text.startsWith('share passed'));
  };
  assert.equal(wayAt(0), 'share passed out');
  assert.equal(wayAt(100), 'share passed in');
  // The story's chance is the same in each: from some share on she is in, and in every larger one.
  const ways = Array.from({ length: 101 }, (_, percent) => wayAt(percent) === 'share passed in');
  const first = ways.indexOf(true);
  assert.ok(ways.every((isIn, percent) => isIn === percent >= first));
});
