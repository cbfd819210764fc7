import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { messageNode, onEvent, onSegment, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';
import { journey, noon, person } from '#test/work.ts';
import { nextDue } from '../../step.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = onEvent('Started');
const end = { next: null };

test('a wait for a time of her calendar ends then, and not before', () => {
  const node: JourneyNode = {
    ...{ id: 'morning', kind: 'wait_time', days: 1, on: { type: 'any' }, from: '09:00' },
    branches: { next: 'mail' },
  };
  const one = story(
    on([triggerNode(start, 'morning'), node, messageNode('mail', 'offer', null)]),
    person({ timeZone: 'Asia/Tokyo' }),
  );
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T00:00Z'));
  one.pass(hour);
  assert.equal(one.at(), 'morning');
  one.pass(20 * hour);
  assert.equal(one.at(), '');
});

const renewal: JourneyNode = {
  ...{
    id: 'renewal',
    kind: 'wait_date',
    date: { from: 'trait', trait: 'renewsAt' },
    repeat: 'once',
    calendar: 'solar',
  },
  ...{ offsetDays: -1, time: '09:00', branches: { next: 'mail', past: null, missing: null } },
};

test('a wait for a date follows the date when it is put off, and ends when it is taken away', () => {
  const nodes = [triggerNode(start, 'renewal'), renewal, messageNode('mail', 'offer', null)];
  const one = story(on(nodes), person({ traits: { renewsAt: '2026-06-12' }, timeZone: 'UTC' }));
  one.track('Started');
  assert.equal(nextDue(one.state()), Date.parse('2026-06-11T09:00Z'));
  one.identify({ renewsAt: '2026-06-20' });
  assert.equal(nextDue(one.state()), Date.parse('2026-06-19T09:00Z'));
  assert.deepEqual(one.steps(one.identify({ renewsAt: null })), ['renewal passed missing', 'renewal completed']);
  const late = story(on(nodes), person({ traits: { renewsAt: '2026-06-10' } }));
  assert.equal(late.steps(late.track('Started')).at(-2), 'renewal passed past');
});

const either = (pick: 'first' | 'ranked'): JourneyNode => ({
  ...{ id: 'wait', kind: 'wait_until', pick, timeoutMinutes: 60 },
  options: [
    { id: 'bought', on: onEvent('Bought') },
    { id: 'gold', on: { type: 'condition', condition: { type: 'segment', segment: 'gold', is: 'in' } } },
    { id: 'viewed', on: onEvent('Viewed') },
    { id: 'left', on: onSegment('gold', 'left') },
  ],
  branches: { bought: null, gold: null, viewed: null, left: null, timeout: null },
});

test('the first of several things ends a wait', () => {
  for (const [option, happen] of [
    ['bought', (one: ReturnType<typeof story>) => one.track('Bought')],
    ['gold', (one: ReturnType<typeof story>) => one.identify({ tier: 'gold' })],
    ['viewed', (one: ReturnType<typeof story>) => one.track('Viewed')],
    ['timeout', (one: ReturnType<typeof story>) => one.pass(hour)],
  ] as const) {
    const one = story(on([triggerNode(start, 'wait'), either('first')]));
    one.track('Started');
    assert.equal(one.steps(happen(one))[0], `wait passed ${option}`);
  }
});

test('a ranked wait goes the best way that came by its end, and the best of all at once', () => {
  const compiled = on([triggerNode(start, 'wait'), either('ranked')]);
  const slow = story(compiled);
  slow.track('Started');
  slow.track('Viewed');
  slow.identify({ tier: 'gold' });
  slow.identify({ tier: 'none' });
  assert.equal(slow.at(), 'wait');
  assert.equal(slow.steps(slow.pass(hour))[0], 'wait passed gold');
  const quick = story(compiled);
  quick.track('Started');
  quick.track('Viewed');
  assert.equal(quick.steps(quick.track('Bought'))[0], 'wait passed bought');
});

const cases: readonly (readonly [name: string, condition: JourneyCondition, holds: boolean])[] = [
  ['in a segment', { type: 'segment', segment: 'gold', is: 'in' }, true],
  ['out of a segment', { type: 'segment', segment: 'gold', is: 'out' }, false],
  ['a property of the entry', { type: 'entry', test: { name: 'value', operator: 'at_least', value: 10 } }, true],
  ['a variable', { type: 'run', test: { name: 'order', operator: 'equals', value: 'A1' } }, true],
  ['a variable of another type', { type: 'run', test: { name: 'wrong', operator: 'exists' } }, false],
  ['not, any, all', { type: 'not', condition: { type: 'any', conditions: [{ type: 'all', conditions: [] }] } }, false],
];
for (const [name, condition, holds] of cases) {
  test(`a condition asks ${name}`, () => {
    const node: JourneyNode = {
      ...{
        id: 'if',
        kind: 'condition',
        cases: [
          { id: 'other', condition: { type: 'any', conditions: [] } },
          { id: 'yes', condition },
        ],
      },
      branches: { other: null, yes: null, no: null },
    };
    const variables = [
      { name: 'order', type: 'text', from: 'order_id' },
      { name: 'wrong', type: 'number', from: 'order_id' },
    ] as const;
    const compiled = on([triggerNode(start, 'if'), node], { variables: [...variables] });
    const one = story(compiled, person({ traits: { tier: 'gold' }, memberships: { gold: noon } }));
    assert.ok(
      one.steps(one.track('Started', { value: 12, order_id: 'A1' })).includes(`if passed ${holds ? 'yes' : 'no'}`),
    );
  });
}

test('somebody stays in her arm when the weights change', () => {
  const arms = (a: number, b: number): JourneyNode => ({
    ...{ id: 'split', kind: 'experiment', control: 'a' },
    arms: [
      { id: 'a', name: 'A', weight: a },
      { id: 'b', name: 'B', weight: b },
    ],
    branches: { a: null, b: null },
  });
  const first = story(on([triggerNode(start, 'split'), arms(1, 0)]));
  assert.ok(first.steps(first.track('Started')).includes('split passed a'));
  const second = story(on([triggerNode(start, 'split'), arms(0, 1)]), first.state());
  assert.ok(second.steps(second.track('Started')).includes('split passed a'));
  const other = story(on([triggerNode(start, 'split'), arms(0, 1)]));
  assert.ok(other.steps(other.track('Started')).includes('split passed b'));
});

test('a loop goes its rounds, each with a message of its own', () => {
  const nodes: JourneyNode[] = [
    triggerNode(start, 'mail'),
    messageNode('mail', 'offer', 'day'),
    waitNode('day', 60, 'loop'),
    { id: 'loop', kind: 'loop', times: 2, branches: { again: 'mail', done: null } },
  ];
  const one = story(on(nodes));
  one.track('Started');
  for (let round = 0; round < 4; round += 1) one.pass(hour);
  assert.equal(one.at(), '');
  assert.equal(new Set(one.state().sends.map(({ delivery }) => delivery)).size, 3);
});

test('what a step changes of her, other journeys react to', () => {
  const set: JourneyNode = {
    ...{ id: 'set', kind: 'update_profile', branches: { next: 'pause' } },
    changes: [
      { change: 'set', trait: 'tier', value: { from: 'constant', value: 'gold' } },
      { change: 'add', trait: 'visits', amount: 2 },
      { change: 'remove', trait: 'old' },
    ],
  };
  const hello = journey('hello', [triggerNode(onSegment('gold', 'entered'), 'w'), waitNode('w', 5, null)]);
  const first = journey('j', [triggerNode(start, 'set'), set, waitNode('pause', 5, null)], {
    exitRules: [onSegment('gold', 'entered')],
  });
  const one = story(on([], {}, { journeys: [first, hello] }), person({ traits: { visits: 1, old: true } }));
  const result = one.track('Started');
  assert.deepEqual(one.state().traits, { visits: 3, tier: 'gold' });
  assert.deepEqual(one.steps(result), [
    'start entered',
    'start passed next',
    'set arrived',
    'set passed next',
    'pause arrived',
    'pause exited exit_rule',
    'start entered',
    'start passed next',
    'w arrived',
  ]);
});

test('tags and consent change, and a yes goes against no refusal of hers', () => {
  const nodes: JourneyNode[] = [
    triggerNode(start, 'tags'),
    { id: 'tags', kind: 'update_tags', add: ['vip'], remove: ['new'], branches: { next: 'consent' } },
    {
      ...{ id: 'consent', kind: 'update_consent', branches: end },
      changes: [
        { channel: 'sms', status: 'granted' },
        { channel: 'push', status: 'denied' },
      ],
    },
  ];
  const one = story(
    on(nodes),
    person({
      traits: { tags: ['new'] },
      consents: [{ channel: 'sms', status: 'denied', at: noon - hour, source: 'preference_page' }],
    }),
  );
  one.track('Started');
  assert.deepEqual(one.state().traits.tags, ['vip']);
  assert.deepEqual(
    one.state().consents.map(({ channel, status, source }) => [channel, status, source]),
    [
      ['sms', 'denied', 'preference_page'],
      ['push', 'denied', 'journey'],
    ],
  );
});

const coupon: JourneyNode = {
  ...{ id: 'coupon', kind: 'give_coupon', pool: 'summer', variable: 'code' },
  branches: { given: 'mail', none: null },
};
const withCode = { variables: [{ name: 'code', type: 'text' }] } satisfies Partial<JourneyDefinition>;

test('a coupon is asked for once, and its code goes with the message', () => {
  const compiled = on([triggerNode(start, 'coupon'), coupon, messageNode('mail', 'offer', null)], withCode);
  const one = story(compiled);
  const asked = one.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect] : []));
  assert.equal(asked.length, 1);
  one.track('Viewed');
  const answer = { type: 'answer', ask: asked[0]?.id, outcome: 'given', values: { code: 'AB12' } } as const;
  const given = one.apply(answer);
  const deliver = given.effects.find((effect) => effect.type === 'deliver');
  assert.deepEqual(deliver?.type === 'deliver' && deliver.variables, { code: 'AB12' });
  assert.deepEqual(one.steps(one.apply(answer)), []);
});

test('an empty pool and an answer that never comes go on without a coupon', () => {
  const compiled = on([triggerNode(start, 'coupon'), coupon], withCode);
  const empty = story(compiled);
  const [ask] = empty.track('Started').effects.flatMap((effect) => (effect.type === 'ask' ? [effect.id] : []));
  const none = empty.apply({ type: 'answer', ask, outcome: 'none', values: {} });
  assert.equal(empty.steps(none)[0], 'coupon passed none');
  const silent = story(compiled);
  silent.track('Started');
  assert.equal(silent.steps(silent.pass(24 * hour))[0], 'coupon passed none');
});

test('a webhook is told what it is to know, and its answer fills variables by their type', () => {
  const hook: JourneyNode = {
    ...{ id: 'hook', kind: 'webhook', url: 'https://example.com/score', timeoutMinutes: 5 },
    body: [
      { key: 'order', value: { from: 'event', property: 'order_id' } },
      { key: 'tier', value: { from: 'trait', trait: 'tier' } },
    ],
    results: [
      { variable: 'score', path: 'result.score' },
      { variable: 'text', path: 'result' },
    ],
    branches: { answered: 'w', failed: null, timeout: null },
  };
  const variables = [
    { name: 'score', type: 'number' },
    { name: 'text', type: 'text' },
  ] as const;
  const compiled = on([triggerNode(start, 'hook'), hook, waitNode('w', 5, null)], { variables: [...variables] });
  const one = story(compiled);
  const [ask] = one
    .track('Started', { order_id: 'A1' })
    .effects.flatMap((effect) => (effect.type === 'ask' ? [effect] : []));
  assert.deepEqual(ask?.what.kind === 'webhook' && ask.what.body, { order: 'A1', tier: null });
  one.apply({ type: 'answer', ask: ask?.id, outcome: 'answered', values: { result: { score: '7' } } });
  assert.deepEqual(one.state().runs[0]?.variables, { score: 7 });
  const slow = story(compiled);
  slow.track('Started');
  assert.equal(slow.steps(slow.pass(5 * minute))[0], 'hook passed timeout');
});

test('journeys start and stop each other, and a circle comes to an end', () => {
  const startOther = (other: string): JourneyNode[] => [
    triggerNode({ type: 'journey' }, 'go'),
    { id: 'go', kind: 'start_journey', journey: other, branches: end },
  ];
  const first = journey('j', [
    triggerNode(start, 'go'),
    { id: 'go', kind: 'start_journey', journey: 'a', branches: { next: 'stop' } },
    { id: 'stop', kind: 'stop_journey', journey: 'long', branches: end },
  ]);
  const long = journey('long', [triggerNode(onEvent('Long'), 'w'), waitNode('w', 60, null)]);
  const compiled = on(
    [],
    {},
    { journeys: [first, journey('a', startOther('b')), journey('b', startOther('a')), long] },
  );
  const one = story(compiled);
  one.track('Long');
  const steps = one.steps(one.track('Started'));
  assert.equal(steps.filter((text) => text === 'start entered').length, 6);
  assert.ok(steps.includes('w exited stopped'));
  assert.deepEqual(one.state().runs, []);
});

test('lists change, and the event of it is told once and moves segments and journeys', () => {
  const node: JourneyNode = {
    id: 'lists',
    kind: 'update_lists',
    add: ['vip'],
    remove: ['new'],
    branches: { next: null },
  };
  const hello = journey('hello', [triggerNode(onEvent('List Joined'), 'w'), waitNode('w', 5, null)]);
  const first = journey('j', [triggerNode(start, 'lists'), node]);
  const one = story(on([], {}, { journeys: [first, hello] }), person({ lists: { new: noon } }));
  const { facts } = one.track('Started');
  assert.deepEqual(Object.keys(one.state().lists ?? {}), ['vip']);
  assert.deepEqual(
    facts.flatMap((fact) => (fact.type === 'event' ? [fact.name] : [])),
    ['Started', 'List Left', 'List Joined'],
  );
  assert.deepEqual(
    one.state().runs.map((run) => run.journey),
    ['hello'],
  );
});
