import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { noLeadScore, pointsEvent } from '#contracts/lead-score.ts';
import { compileRelease } from '#core/release.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const nodes: JourneyNode[] = [
  triggerNode(onEvent('Started'), 'give'),
  { id: 'give', kind: 'update_score', points: 40, branches: { next: 'take' } },
  { id: 'take', kind: 'update_score', points: -15, branches: { next: null } },
];
const match = { event: 'Viewed', where: [] };
const rule = { id: 'viewed', name: 'Viewed', cause: { type: 'event', match }, points: 2, sinceRelease: 1 } as const;
const scored = compileRelease({ ...on(nodes).source, leadScore: { ...noLeadScore, rules: [rule], sinceRelease: 1 } });

test('points are given and taken beside the rules, halve as theirs do, and stand in the timeline', () => {
  const one = story(scored);
  one.track('Viewed');
  const { facts } = one.track('Started');
  assert.equal(one.state().traits.lead_score, 27);
  const told = facts.flatMap((fact) => (fact.type === 'event' && fact.name === pointsEvent ? [fact.properties] : []));
  assert.deepEqual(
    told.map(({ points, actor }) => [points, actor]),
    [
      [40, 'journey:j'],
      [-15, 'journey:j'],
    ],
  );
  one.pass(30 * 86_400_000);
  assert.equal(one.state().traits.lead_score, 14);
});

test('where there is no lead score points change nothing of her', () => {
  const one = story(on(nodes));
  one.track('Started');
  assert.ok(!('lead_score' in one.state().traits));
});
