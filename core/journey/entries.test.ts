import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyDefinition, JourneyNode, JourneyTrigger } from '#contracts/journey.ts';
import { journey, noon, person, release } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';
import { nextDue } from '../step.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = onEvent('Started');

const coupon: JourneyNode = {
  ...{ id: 'coupon', kind: 'give_coupon', pool: 'summer', variable: 'code' },
  branches: { given: 'mail', none: null },
};
const withCode = { variables: [{ name: 'code', type: 'text' }] } satisfies Partial<JourneyDefinition>;

const goals = [
  { id: 'order', name: 'Order', on: onEvent('Bought'), withinMinutes: 120, ends: true },
  { id: 'view', name: 'View', on: onEvent('Viewed'), ends: false },
];

test('a goal counts once per run, ends it where it should, and counts for a while after it', () => {
  const compiled = on([triggerNode(start, 'w'), waitNode('w', 60, null)], { goals });
  const one = story(compiled);
  one.track('Started');
  assert.deepEqual(one.steps(one.track('Viewed')), ['w converted view']);
  assert.deepEqual(one.steps(one.track('Viewed')), []);
  assert.deepEqual(one.steps(one.track('Bought')), ['w converted order', 'w exited goal']);
  assert.deepEqual(one.steps(one.track('Bought')), []);

  const later = story(compiled);
  later.track('Started');
  later.pass(hour);
  assert.deepEqual(later.steps(later.track('Viewed')), []);
  assert.deepEqual(later.steps(later.track('Bought')), ['w converted order']);
  const tooLate = story(compiled);
  tooLate.track('Started');
  tooLate.pass(hour);
  tooLate.later(2 * hour);
  assert.deepEqual(tooLate.steps(tooLate.track('Bought')), []);
});

test('one run per order, several at once; what names an order concerns its run alone', () => {
  const compiled = on([triggerNode(start, 'w'), waitNode('w', 60, null)], {
    runs: { by: 'property', property: 'order_id', atOnce: 2 },
    exitRules: [onEvent('Cancelled')],
  });
  const one = story(compiled);
  for (const order_id of ['A', 'B', 'A', 'C']) one.track('Started', { order_id });
  one.track('Started');
  assert.deepEqual(
    one.state().runs.map(({ key }) => key),
    ['A', 'B'],
  );
  one.track('Cancelled', { order_id: 'B' });
  assert.deepEqual(
    one.state().runs.map(({ key }) => key),
    ['A'],
  );
  one.track('Cancelled');
  assert.deepEqual(one.state().runs, []);
});

test('re-entry is by the key, and limits hold for a person and for all', () => {
  const never = on([triggerNode(start, null)], {
    reentry: { type: 'never' },
    runs: { by: 'property', property: 'order_id', atOnce: 5 },
  });
  const keyed = story(never);
  const entered = (one: ReturnType<typeof story>, properties: object) =>
    one.steps(one.track('Started', properties)).includes('start entered');
  assert.deepEqual(
    ['A', 'A', 'B'].map((order_id) => entered(keyed, { order_id })),
    [true, false, true],
  );

  const twice = story(on([triggerNode(start, null)], { entryLimits: { perPerson: 2 } }));
  assert.deepEqual(
    [1, 2, 3].map(() => entered(twice, {})),
    [true, true, false],
  );

  const limited = on([triggerNode(start, 'w'), waitNode('w', 60, null)], { entryLimits: { total: 10 } });
  for (const [outcome, steps] of [
    ['granted', ['start entered', 'start passed next', 'w arrived']],
    ['refused', ['start refused entry_limit']],
  ] as const) {
    const one = story(limited);
    const [ask] = one.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect.id] : []));
    assert.deepEqual(one.steps(one.apply({ type: 'answer', ask, outcome, values: {} })), steps);
  }
});

test('a date of hers starts a journey each year, on the day as it is known then', () => {
  const birthday: JourneyTrigger = {
    ...{ type: 'date', trait: 'birthday', repeat: 'yearly', calendar: 'told', offsetDays: -1, time: '09:00' },
  };
  const one = story(on([triggerNode(birthday, null)]), person({ timeZone: 'Asia/Shanghai' }));
  one.identify({ birthday: '1990-07-01' });
  assert.equal(nextDue(one.state()), Date.parse('2026-06-30T01:00Z'));
  one.identify({ birthday: '1990-06-12' });
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T01:00Z'));
  assert.deepEqual(one.steps(one.pass(24 * hour)), ['start entered', 'start passed next', 'start completed']);
  assert.equal(nextDue(one.state()), Date.parse('2027-06-11T01:00Z'));
});

test('the API and schedules let people in by their rules', () => {
  const api = story(on([triggerNode({ type: 'api' }, null)]));
  const enrol = (by: string, more: object = {}) =>
    ({ type: 'enrol', journey: 'j', by, payload: { a: 1 }, ...more }) as const;
  assert.equal(api.steps(api.apply(enrol('api'))).length, 3);
  assert.equal(api.steps(api.apply(enrol('schedule'))).length, 0);

  const scheduled = on([
    triggerNode({ type: 'schedule', segment: 'gold', start: '2026-06-11T09:00', rule: null, zone: 'person' }, null),
  ]);
  const outside = story(scheduled);
  assert.deepEqual(outside.steps(outside.apply(enrol('schedule'))), []);
  const gold = person({
    traits: { tier: 'gold' },
    memberships: new Map([['gold', noon]]),
    timeZone: 'America/New_York',
  });
  const inside = story(scheduled, gold);
  assert.equal(inside.steps(inside.apply(enrol('schedule'))).length, 3);
  const hers = story(scheduled, gold);
  hers.apply(enrol('schedule', { localTime: '2026-06-11T09:00' }));
  hers.apply(enrol('schedule', { localTime: '2026-06-11T09:00' }));
  assert.equal(nextDue(hers.state()), Date.parse('2026-06-11T13:00Z'));
  assert.equal(hers.steps(hers.pass(26 * hour)).length, 3);
  assert.equal(nextDue(hers.state()), null);
});

test('people move to a newer version by its mapping, and their wait goes on', () => {
  const old = journey('j', [triggerNode(start, 'w'), waitNode('w', 60, 'x'), waitNode('x', 60, null)]);
  const renamed = { ...journey('j', [triggerNode(start, 'pause'), waitNode('pause', 90, null)]), version: 2 };
  const before = story(on([], {}, { journeys: [old] }));
  before.track('Started');
  const both = release({ journeys: [old, renamed] });
  const movedTo = (nodes: { readonly [node: string]: string | null }) => {
    const journeys = both.source.journeys.map((one) =>
      one.version === 1 ? { ...one, movedTo: { version: 2, nodes } } : one,
    );
    return release({ ...both.source, journeys });
  };
  const kept = story(movedTo({ start: 'start', w: 'pause', x: null }), before.state());
  assert.deepEqual(kept.steps(kept.pass(10 * minute)), ['pause moved w']);
  assert.equal(nextDue(kept.state()), noon + 90 * minute);
  const gone = story(movedTo({ start: 'start' }), before.state());
  assert.deepEqual(gone.steps(gone.pass(10 * minute)), ['w exited moved_out']);
});

test('an import that is asked to starts a journey once for each person, one as history never', () => {
  const one = story(on([triggerNode({ type: 'import', import: null }, null)]));
  const row = (more: object) => one.steps(one.apply({ type: 'identify', traits: {}, trusted: true, ...more })).length;
  assert.deepEqual(
    [{ import: 'i1' }, { import: 'i1' }, { import: 'i2', imported: true }, { import: 'i2' }, {}].map(row),
    [3, 0, 0, 3, 0],
  );
});

test('who is moved to a step of another kind has just arrived there', () => {
  const old = journey('j', [triggerNode(start, 'w'), waitNode('w', 60, null)]);
  const nodes = [triggerNode(start, 'coupon'), coupon, messageNode('mail', 'offer', null)];
  const next = { ...journey('j', nodes, withCode), version: 2 };
  const before = story(on([], {}, { journeys: [old] }));
  before.track('Started');
  const both = release({ journeys: [old, next] });
  const journeys = both.source.journeys.map((one) =>
    one.version === 1 ? { ...one, movedTo: { version: 2, nodes: { start: 'start', w: 'coupon' } } } : one,
  );
  const moved = story(release({ ...both.source, journeys }), before.state());
  const { effects } = moved.pass(10 * minute);
  assert.equal(effects.filter(({ type }) => type === 'ask').length, 1);
  assert.equal(nextDue(moved.state()), noon + 10 * minute + 24 * hour);
});
