import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { noon, person } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

const start = onEvent('Started');

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
    const one = story(compiled, person({ traits: { tier: 'gold' }, memberships: new Map([['gold', noon]]) }));
    assert.ok(
      one.steps(one.track('Started', { value: 12, order_id: 'A1' })).includes(`if passed ${holds ? 'yes' : 'no'}`),
    );
  });
}
