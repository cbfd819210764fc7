import assert from 'node:assert/strict';
import test from 'node:test';
import { type JourneyDefinition, type JourneyNode, journeyDefinition } from '#contracts/journey.ts';
import { compareVersions } from './compared.ts';

const wait = (id: string, minutes: number, next: string | null): JourneyNode => ({
  id,
  kind: 'wait',
  minutes,
  position: { x: 1, y: 1 },
  branches: { next },
});

function journey(name: string, ...nodes: JourneyNode[]): JourneyDefinition {
  return journeyDefinition.parse({ id: 'j', name, version: 1, reentry: { type: 'never' }, exitRules: [], nodes });
}

test('steps are new, changed or removed; removed ones are shown too, and moving one is no change', () => {
  const from = journey('J', wait('a', 1, 'b'), wait('b', 1, 'c'), wait('c', 1, null));
  const moved: JourneyNode = { ...wait('c', 1, null), position: { x: 9, y: 9 } };
  const { definition, marks, fields } = compareVersions(
    from,
    journey('K', wait('a', 1, 'd'), wait('d', 1, 'c'), moved),
  );
  assert.deepEqual(Object.fromEntries(marks), { a: 'changed', b: 'removed', d: 'added' });
  assert.deepEqual(
    definition.nodes.map(({ id }) => id),
    ['a', 'd', 'c', 'b'],
  );
  assert.deepEqual(fields, ['name']);
});
