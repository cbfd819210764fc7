import assert from 'node:assert/strict';
import test from 'node:test';
import { type ExperimentAllocation, type ExperimentNode, experimentBasis } from '#contracts/experiment.ts';
import { rehearsalReleases } from '#core/rehearsal/releases.ts';
import { compileRelease } from '#core/release.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const node: ExperimentNode = {
  ...{ id: 'split', kind: 'experiment', branches: { a: null, b: null } },
  arms: [
    { id: 'a', name: 'A', weight: 1 },
    { id: 'b', name: 'B', weight: 0 },
  ],
};
const nodes = [triggerNode(onEvent('Started'), 'split'), node];
const shared = (parts: Partial<ExperimentAllocation>): ExperimentAllocation => ({
  ...{
    journey: 'j',
    node: 'split',
    sinceRelease: 4,
    at: 0,
    round: { release: 4, at: 0 },
    basis: experimentBasis(node),
  },
  ...{ state: 'winner', arm: 'b', weights: { a: 0, b: 100 }, by: null, counts: [], ...parts },
});
const releaseWith = (...allocations: ExperimentAllocation[]) => compileRelease({ ...on(nodes).source, allocations });

test('arms are drawn by the shares of the release, and the fact names it', () => {
  const one = story(releaseWith(shared({})));
  assert.ok(one.steps(one.track('Started')).includes('split passed b4'));
});

test('who has an arm keeps it, and her later passages are no draws', () => {
  const before = story(on(nodes));
  assert.ok(before.steps(before.track('Started')).includes('split passed a'));
  const later = story(releaseWith(shared({})), before.state());
  assert.ok(later.steps(later.track('Started')).includes('split passed a'));
});

test('shares of an experiment that was set otherwise, or of another step, count for nothing', () => {
  for (const other of [shared({ basis: 'other' }), shared({ node: 'elsewhere' }), shared({ journey: 'k' })]) {
    const one = story(releaseWith(other));
    assert.ok(one.steps(one.track('Started')).includes('split passed a'));
  }
});

test('a rehearsal draws by the shares that were in force at the time, and a draft that is set otherwise by its own', () => {
  const { source } = on(nodes);
  const draft = source.journeys[0];
  assert.ok(draft);
  const entries = [{ journey: 'j', version: 1 }];
  const periods = [
    { at: 0, entries },
    { at: 1_000, entries, allocations: [shared({})] },
  ];
  const armAt = (at: number, tried: typeof draft): string => {
    const one = story(rehearsalReleases(source, { draft: tried, from: 0, periods })(at));
    return one.steps(one.track('Started')).find((step) => step.startsWith('split passed')) ?? '';
  };
  assert.deepEqual([armAt(500, draft), armAt(2_000, draft)], ['split passed a', 'split passed b4']);
  const other = { ...node, control: 'a' };
  const changed = { ...draft, nodes: draft.nodes.map((one) => (one.id === 'split' ? other : one)) };
  assert.equal(armAt(2_000, changed), 'split passed a');
});

test('somebody stays in her arm when the weights change', () => {
  const arms = (a: number, b: number): ExperimentNode => ({
    ...{ id: 'split', kind: 'experiment', control: 'a' },
    arms: [
      { id: 'a', name: 'A', weight: a },
      { id: 'b', name: 'B', weight: b },
    ],
    branches: { a: null, b: null },
  });
  const first = story(on([triggerNode(onEvent('Started'), 'split'), arms(1, 0)]));
  assert.ok(first.steps(first.track('Started')).includes('split passed a'));
  const second = story(on([triggerNode(onEvent('Started'), 'split'), arms(0, 1)]), first.state());
  assert.ok(second.steps(second.track('Started')).includes('split passed a'));
  const other = story(on([triggerNode(onEvent('Started'), 'split'), arms(0, 1)]));
  assert.ok(other.steps(other.track('Started')).includes('split passed b'));
});
