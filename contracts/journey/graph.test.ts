import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import { checkJourney, successors } from './graph.ts';

const known = {
  messages: [
    { id: 'offer', variants: { sms: { text: 'Hello' } } },
    { id: 'empty', variants: {} },
  ],
  segments: [{ id: 'buyers' }],
};

const start = (next: string | null, id = 'start'): JourneyNode => ({
  id,
  kind: 'trigger',
  trigger: { type: 'event', match: { event: 'Signed Up', where: [] } },
  branches: { next },
});
const mail = (id: string, next: string | null, message = 'offer'): JourneyNode => ({
  id,
  kind: 'message',
  message,
  branches: { next },
});
const wait = (id: string, next: string | null): JourneyNode => ({ id, kind: 'wait', minutes: 60, branches: { next } });
const either = (id: string, yes: string | null, no: string | null): JourneyNode => ({
  id,
  kind: 'condition',
  cases: [{ id: 'yes', condition: { type: 'all', conditions: [] } }],
  branches: { yes, no },
});
const until = (id: string, matched: string | null, timeout: string | null): JourneyNode => ({
  id,
  kind: 'wait_until',
  options: [{ id: 'matched', on: { type: 'event', match: { event: 'Order Completed', where: [] } } }],
  pick: 'first',
  timeoutMinutes: 60,
  branches: { matched, timeout },
});
const exit = (id: string): JourneyNode => ({ id, kind: 'exit', branches: {} });
const bySegment = (segment: string): JourneyNode => ({
  id: 'start',
  kind: 'trigger',
  trigger: { type: 'segment', segment, change: 'entered' },
  branches: { next: 'mail' },
});

const cases: readonly (readonly [name: string, nodes: JourneyNode[], problems: string[]])[] = [
  [
    'a whole journey',
    [start('w'), until('w', 'end', 'if'), either('if', 'mail', null), mail('mail', 'end'), exit('end')],
    [],
  ],
  [
    'branches that meet again',
    [start('if'), either('if', 'a', 'b'), wait('a', 'c'), wait('b', 'c'), mail('c', null)],
    [],
  ],
  ['no trigger', [mail('mail', null)], ['no_trigger', 'unreachable_node mail']],
  ['two triggers', [start('mail'), start('mail', 'again'), mail('mail', null)], ['several_triggers again']],
  ['the same id twice', [start('mail'), mail('mail', null), mail('mail', null)], ['duplicate_node mail']],
  ['a successor that is not there', [start('gone')], ['unknown_successor start branch=next successor=gone']],
  ['an island', [start('mail'), mail('mail', null), mail('lost', null)], ['unreachable_node lost']],
  ['a loop', [start('w'), wait('w', 'mail'), mail('mail', 'w')], ['cycle mail branch=next successor=w']],
  ['a node after itself', [start('w'), wait('w', 'w')], ['cycle w branch=next successor=w']],
  ['back to the trigger', [start('w'), wait('w', 'start')], ['cycle w branch=next successor=start']],
  [
    'a loop nobody reaches',
    [start('mail'), mail('mail', null), wait('a', 'b'), wait('b', 'a')],
    ['unreachable_node a', 'unreachable_node b', 'cycle b branch=next successor=a'],
  ],
  ['nothing after the trigger', [start(null)], ['nothing_follows start']],
  ['a condition without branches', [start('if'), either('if', null, null)], ['nothing_follows if']],
  ['a wait without branches', [start('w'), until('w', null, null)], ['nothing_follows w']],
  ['unknown message', [start('mail'), mail('mail', null, 'gone')], ['unknown_message mail message=gone']],
  [
    'message without words',
    [start('mail'), mail('mail', null, 'empty')],
    ['message_without_variant mail message=empty'],
  ],
  ['known segment', [bySegment('buyers'), mail('mail', null)], []],
  ['unknown segment', [bySegment('gone'), mail('mail', null)], ['unknown_segment start segment=gone']],
  [
    'something after the exit',
    [start('end'), { ...exit('end'), branches: { next: 'mail' } } as JourneyNode, mail('mail', null)],
    ['successor_after_exit end'],
  ],
];

function inShort(nodes: JourneyNode[], exitRules: JourneyDefinition['exitRules'] = []): string[] {
  const definition: JourneyDefinition = {
    id: 'j',
    name: 'J',
    description: '',
    version: 1,
    reentry: { type: 'never' },
    exitRules,
    nodes,
  };
  return checkJourney(definition, known).map(({ code, node, params }) =>
    [
      code,
      ...(node === undefined ? [] : [node]),
      ...Object.entries(params).map(([key, value]) => `${key}=${value}`),
    ].join(' '),
  );
}

for (const [name, nodes, problems] of cases) {
  test(`graph: ${name}`, () => assert.deepEqual(inShort(nodes), problems));
}

test('graph: an exit rule on an unknown segment is named by its place', () => {
  const rules = ['buyers', 'gone'].map((segment) => ({ type: 'segment' as const, segment, change: 'left' as const }));
  assert.deepEqual(inShort([start('mail'), mail('mail', null)], rules), ['unknown_segment segment=gone exitRule=2']);
});

test('successors leave out the branches that end the run', () => {
  assert.deepEqual(successors(either('if', 'mail', null)), [{ branch: 'yes', node: 'mail' }]);
});

const codesOf = (nodes: readonly JourneyNode[], of: Parameters<typeof checkJourney>[1]) =>
  checkJourney(
    { id: 'j', name: 'J', description: '', version: 1, reentry: { type: 'never' }, exitRules: [], nodes: [...nodes] },
    of,
  ).map(({ code, node }) => `${code} ${node}`);

test('graph: a loop holds people in each round', () => {
  const loop = (again: string): JourneyNode => ({
    id: 'loop',
    kind: 'loop',
    times: 3,
    branches: { again, done: null },
  });
  assert.deepEqual(codesOf([start('mail'), mail('mail', 'loop'), loop('mail')], known), ['loop_without_wait loop']);
  const held = [start('mail'), mail('mail', 'pause'), wait('pause', 'loop'), loop('mail')];
  assert.deepEqual(codesOf(held, known), []);
});

test('graph: marketing belongs to a topic of the workspace', () => {
  const message = { id: 'offer', variants: { sms: { text: 'Hello' } }, purpose: 'marketing', topic: 'gone' } as const;
  const settings = { topics: [{ id: 'offers' }] };
  const nodes = [start('mail'), mail('mail', null)];
  const codes = (one: object) => codesOf(nodes, { ...known, settings, messages: [{ ...message, ...one }] });
  assert.deepEqual(codes({}), ['message_without_topic mail']);
  assert.deepEqual(codes({ topic: 'offers' }), []);
  assert.deepEqual(codes({ purpose: 'transactional' }), []);
});
