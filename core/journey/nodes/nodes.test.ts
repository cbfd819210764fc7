import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey, noon, person } from '#test/builders.ts';
import { messageNode, onEvent, onSegment, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = onEvent('Started');
const end = { next: null };

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
