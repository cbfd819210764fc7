import assert from 'node:assert/strict';
import test from 'node:test';
import { journey, message, noon, person, release, workOn } from '#test/builders.ts';
import {
  conditionNode,
  exitNode,
  messageNode,
  onEvent,
  onSegment,
  triggerNode,
  waitNode,
  waitUntilNode,
} from '#test/journey-nodes.ts';
import { arbitrate } from '../arbiter/arbitrate.ts';
import type { CompiledRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { advanceDueRuns, nextRunDue } from './advance.ts';
import { reactToHappening, reactToMembership } from './react.ts';

const minute = 60_000;
const messages = [message('offer'), message('thanks')];
const happened = (name: string, parts: Partial<Happening> = {}): Happening => ({
  name,
  properties: {},
  at: noon,
  ...parts,
});

const basket = journey(
  'basket',
  [
    triggerNode(onEvent('Product Added', [{ name: 'price', operator: 'at_least', value: 10 }]), 'hour'),
    waitUntilNode('hour', 'Checkout Started', 60, { matched: 'end', timeout: 'mail' }),
    messageNode('mail', 'offer', 'day'),
    waitNode('day', 1_440, 'gold'),
    conditionNode(
      'gold',
      { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } },
      { yes: 'again', no: null },
    ),
    messageNode('again', 'thanks', 'end'),
    exitNode('end'),
  ],
  { exitRules: [onEvent('Order Completed'), onSegment('buyers', 'entered')] },
);
const compiled = release({ messages, journeys: [basket] });
const added = happened('Product Added', { properties: { price: 12, sku: 'A1' } });

/** One step: what happened, then what is due, then the arbiter, as core/step.ts orders them. */
function live(
  state: ProfileState,
  on: CompiledRelease,
  at: number,
  happening?: Happening,
  parts: Partial<Work> = {},
): Work {
  const work = workOn({ ...state, revision: state.revision + 1 }, on, { now: at, ...parts });
  if (happening) {
    reactToHappening(work, happening);
  }
  advanceDueRuns(work);
  arbitrate(work);
  return work;
}

const steps = (work: Work): string[] =>
  work.facts.flatMap((fact) =>
    fact.type === 'journey_step'
      ? [[fact.node, fact.change, fact.branch || fact.detail].filter(Boolean).join(' ')]
      : [],
  );
const sent = (work: Work): string[] => work.state.sends.map((one) => one.message);

test('a person walks the whole journey, and every step leaves a fact', () => {
  const entered = live(person({ traits: { tier: 'gold' } }), compiled, noon, added);
  assert.deepEqual(steps(entered), ['start entered', 'start passed next', 'hour arrived']);
  assert.equal(nextRunDue(entered.state), noon + 60 * minute);

  const mailed = live(entered.state, compiled, noon + 60 * minute);
  assert.deepEqual(steps(mailed), ['hour passed timeout', 'mail arrived', 'mail passed next', 'day arrived']);
  assert.deepEqual(sent(mailed), ['offer']);
  assert.deepEqual(mailed.state.sends[0]?.fallback?.trigger, { event: 'Product Added', properties: added.properties });

  const done = live(mailed.state, compiled, noon + 1_500 * minute);
  assert.deepEqual(steps(done), [
    'day passed next',
    'gold arrived',
    'gold passed yes',
    'again arrived',
    'again passed next',
    'end arrived',
    'end completed',
  ]);
  assert.deepEqual(sent(done), ['offer', 'thanks']);
  assert.deepEqual([done.state.runs, nextRunDue(done.state)], [[], undefined]);
});

test('a branch of null ends the run at the node that it leaves', () => {
  const waiting = live(live(person(), compiled, noon, added).state, compiled, noon + 60 * minute);
  const done = live(waiting.state, compiled, noon + 1_500 * minute);
  assert.deepEqual(steps(done).slice(-2), ['gold passed no', 'gold completed']);
});

test('the trigger looks at the properties of the event', () => {
  const cheap = happened('Product Added', { properties: { price: 9 } });
  assert.deepEqual(live(person(), compiled, noon, cheap).facts, []);
});

test('a wait ends by its event; others leave it untouched', () => {
  const entered = live(person(), compiled, noon, added).state;
  const browsing = live(entered, compiled, noon + minute, happened('Page Viewed'));
  assert.equal(browsing.state.runs, entered.runs);
  const matched = live(browsing.state, compiled, noon + 2 * minute, happened('Checkout Started'));
  assert.deepEqual(steps(matched), ['hour passed matched', 'end arrived', 'end completed']);
});

const late: readonly (readonly [name: string, at: number, branch: string])[] = [
  ['it happened before the timeout', noon + 59 * minute, 'matched'],
  ['it happened after the timeout', noon + 61 * minute, 'timeout'],
];
for (const [name, at, branch] of late) {
  test(`an event that is processed after the timeout: ${name}`, () => {
    const entered = live(person(), compiled, noon, added).state;
    const work = live(entered, compiled, noon + 65 * minute, happened('Checkout Started', { at }));
    assert.equal(steps(work)[0], `hour passed ${branch}`);
  });
}

test('waits count from when the step is done, also after an outage', () => {
  const entered = live(person(), compiled, noon, added).state;
  const mailed = live(entered, compiled, noon + 300 * minute);
  assert.equal(nextRunDue(mailed.state), noon + (300 + 1_440) * minute);
});

test('a timer that comes early does nothing', () => {
  const entered = live(person(), compiled, noon, added).state;
  const early = live(entered, compiled, noon + 60 * minute - 1);
  assert.deepEqual([early.facts, early.state.runs], [[], entered.runs]);
});

test('the happening that starts a run does not satisfy its first wait', () => {
  const twice = journey('twice', [
    triggerNode(onEvent('Viewed'), 'second'),
    waitUntilNode('second', 'Viewed', 60, { matched: 'third', timeout: null }),
    waitUntilNode('third', 'Viewed', 60, { matched: null, timeout: null }),
  ]);
  const on = release({ journeys: [twice] });
  const nodes = [1, 2, 3].reduce<{ state: ProfileState; at: string[] }>(
    ({ state, at }) => {
      const next = live(state, on, noon, happened('Viewed')).state;
      return { state: next, at: [...at, next.runs[0]?.node ?? 'over'] };
    },
    { state: person(), at: [] },
  );
  assert.deepEqual(nodes.at, ['second', 'third', 'second']);
});

const evening = Date.parse('2026-06-10T21:30:00Z');
const quiet = release({
  messages,
  journeys: [basket],
  settings: { quietHours: { enabled: true, from: '22:00', until: '07:00', channels: ['email', 'sms', 'push'] } },
});

const exits: readonly (readonly [name: string, exit: (work: Work) => void])[] = [
  ['event', (work) => reactToHappening(work, happened('Order Completed'))],
  ['segment', (work) => reactToMembership(work, [{ segment: 'buyers', change: 'entered' }])],
];
for (const [name, exit] of exits) {
  test(`an exit rule (${name}) ends the run inside its wait and takes back what waits for the morning`, () => {
    const entered = live(person(), quiet, evening - 60 * minute, added).state;
    const deferred = live(entered, quiet, evening).state;
    assert.equal(deferred.pending.length, 1);
    const work = workOn(deferred, quiet, { now: evening + minute });
    exit(work);
    assert.deepEqual(steps(work), ['day exited exit_rule']);
    assert.deepEqual([work.state.runs, work.state.pending], [[], []]);
    assert.deepEqual(
      work.facts.flatMap((fact) => (fact.type === 'decision' ? [`${fact.outcome} ${fact.reason}`] : [])),
      ['held_back journey_exited'],
    );
  });
}

test('an exit rule also takes back the messages of a run that is over', () => {
  const short = {
    ...basket,
    nodes: [triggerNode(onEvent('Product Added'), 'mail'), messageNode('mail', 'offer', null)],
  };
  const on = release({ ...quiet.source, journeys: [short] });
  const deferred = live(person(), on, evening, added).state;
  assert.deepEqual([deferred.runs.length, deferred.pending.length], [0, 1]);
  const bought = live(deferred, on, evening + minute, happened('Order Completed'));
  assert.deepEqual(bought.state.pending, []);
});

test('a message on its way to the channel is called back', () => {
  const mailed = live(live(person(), compiled, noon, added).state, compiled, noon + 60 * minute);
  const bought = live(mailed.state, compiled, noon + 61 * minute, happened('Order Completed'));
  const delivery = mailed.state.sends[0]?.delivery;
  assert.deepEqual(bought.effects, [{ type: 'cancel_delivery', delivery }]);
});

const reentries = [
  [{ type: 'never' }, [true, false, false]],
  [{ type: 'always' }, [true, true, true]],
  [{ type: 'after', minutes: 10 }, [true, false, true]],
] as const;
for (const [reentry, entered] of reentries) {
  test(`re-entry ${reentry.type}: at once, after 9 minutes, after 10`, () => {
    const brief = journey('brief', [triggerNode(onEvent('Viewed'), 'mail'), messageNode('mail', 'offer', null)], {
      reentry,
    });
    const on = release({ messages, journeys: [brief] });
    let state = person();
    const got = [0, 9, 10].map((after) => {
      const work = live(state, on, noon + after * minute, happened('Viewed'));
      state = work.state;
      return work.facts.some((fact) => fact.type === 'journey_step' && fact.change === 'entered');
    });
    assert.deepEqual(got, entered);
  });
}

test('nobody is in the same journey twice at a time, whatever the re-entry rule', () => {
  const entered = live(person(), compiled, noon, added).state;
  assert.equal(live(entered, compiled, noon + minute, added).state.runs.length, 1);
});

test('two entries at the same instant are two runs with a message each', () => {
  const brief = journey('brief', [triggerNode(onEvent('Viewed'), 'mail'), messageNode('mail', 'offer', null)]);
  const on = release({ messages, journeys: [brief] });
  const second = live(live(person(), on, noon, happened('Viewed')).state, on, noon, happened('Viewed'));
  assert.equal(new Set(second.state.sends.map((one) => one.run)).size, 2);
  assert.equal(new Set(second.state.sends.map((one) => one.delivery)).size, 2);
});

test('imported history starts nothing and ends only what began before it happened', () => {
  const imported = { imported: true };
  assert.deepEqual(live(person(), compiled, noon, added, imported).state.runs, []);
  const entered = live(person(), compiled, noon, added).state;
  const old = happened('Order Completed', { at: noon - 1 });
  assert.equal(live(entered, compiled, noon + minute, old, imported).state.runs.length, 1);
  const fresh = happened('Order Completed', { at: noon + 1 });
  assert.deepEqual(live(entered, compiled, noon + minute, fresh, imported).state.runs, []);
});

test('a change of segment starts the journeys that wait for it', () => {
  const onEntry = journey('hello', [
    triggerNode(onSegment('buyers', 'entered'), 'w'),
    waitNode('w', 5, 'm'),
    messageNode('m', 'offer', null),
  ]);
  const work = workOn(person(), release({ messages, journeys: [onEntry] }));
  reactToMembership(work, [{ segment: 'buyers', change: 'left' }]);
  assert.equal(work.state.runs.length, 0);
  reactToMembership(work, [{ segment: 'buyers', change: 'entered' }]);
  assert.deepEqual(work.state.runs[0]?.trigger, { event: 'Segment Entered', properties: { segment: 'buyers' } });
});

test('people stay on their version, new ones enter the newest, and a version taken away ends', () => {
  const second = { ...basket, version: 2 };
  const both = release({ messages, journeys: [basket, second] });
  const inFirst = live(person(), compiled, noon, added).state;
  const on = live(inFirst, both, noon + 60 * minute).state.runs[0];
  assert.deepEqual([on?.version, on?.node], [1, 'day']);
  assert.equal(live(person(), both, noon, added).state.runs[0]?.version, 2);

  const ended = live(inFirst, release({ messages, journeys: [second] }), noon + minute);
  assert.deepEqual(steps(ended), ['hour exited unpublished']);
  assert.deepEqual(ended.state.runs, []);
});

test('a node that is not in its version any more ends the run', () => {
  const waiting = live(person(), compiled, noon, added).state;
  const without = { ...basket, nodes: basket.nodes.filter((node) => node.id !== 'hour') };
  const work = live(waiting, release({ messages, journeys: [without] }), noon + 60 * minute);
  assert.deepEqual(steps(work), ['hour exited unpublished']);
});

test('a loop that went past the checks comes to an end', () => {
  const loop = journey('loop', [triggerNode(onEvent('Viewed'), 'm'), messageNode('m', 'offer', 'start')]);
  const work = live(person(), release({ messages, journeys: [loop] }), noon, happened('Viewed'));
  assert.deepEqual(steps(work).at(-1), 'start exited unpublished');
  assert.ok(work.state.sends.length <= 1);
});

test('a run keeps of its trigger what fits: the largest properties go first', () => {
  const products = Array.from({ length: 200 }, (_, n) => ({ sku: `sku-${n}`, name: 'x'.repeat(40) }));
  const properties = { price: 12, note: 'x'.repeat(3_900), products, sku: 'A1', title: '茶'.repeat(100) };
  const { runs } = live(person(), compiled, noon, happened('Product Added', { properties })).state;
  assert.deepEqual(runs[0]?.trigger.properties, { price: 12, sku: 'A1', title: '茶'.repeat(100) });
});
