import assert from 'node:assert/strict';
import test from 'node:test';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { copyFragment, pasteFragment, readFragment } from './fragment.ts';

const journey: JourneyDefinition = journeyDefinition.parse({
  id: 'j',
  name: 'J',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    { id: 'start', kind: 'trigger', trigger: { type: 'event', match: { event: 'Added' } }, branches: { next: 'w' } },
    { id: 'w', kind: 'wait', minutes: 5, branches: { next: 'mail' } },
    { id: 'mail', kind: 'message', message: 'm', branches: { next: 'end' } },
    { id: 'end', kind: 'exit', branches: {} },
  ],
  notes: [{ id: 'n', text: 'Why so soon?', color: 'yellow', position: { x: 40, y: 400 } }],
});
const places = new Map([
  ['w', { x: 100, y: 200 }],
  ['mail', { x: 452, y: 200 }],
]);

test('copies are whole among themselves, lead nowhere else, and stand where they are put', () => {
  const fragment = readFragment(copyFragment(journey, new Set(['w', 'mail', 'n']), places));
  assert.ok(fragment);
  const { definition, added } = pasteFragment(journey, fragment, { x: 0, y: 0 });
  const [wait, mail] = definition.nodes.slice(4);
  assert.ok(wait?.kind === 'wait' && mail?.kind === 'message');
  assert.equal(wait.branches.next, mail.id);
  assert.equal(mail.branches.next, null);
  assert.deepEqual(wait.position, { x: 60, y: 0 });
  assert.deepEqual(definition.notes?.[1]?.position, { x: 0, y: 200 });
  assert.equal(new Set([...definition.nodes, ...(definition.notes ?? [])].map(({ id }) => id)).size, 8);
  assert.equal(added.length, 3);
  assert.ok(journeyDefinition.safeParse(definition).success);
});

test('a second start is left out', () => {
  const fragment = readFragment(copyFragment(journey, new Set(['start', 'w']), places));
  assert.ok(fragment);
  const { definition } = pasteFragment(journey, fragment, { x: 0, y: 0 });
  assert.equal(definition.nodes.filter(({ kind }) => kind === 'trigger').length, 1);
});

test('what is no steps is not pasted', () => {
  for (const text of [
    '',
    'hello',
    '{',
    '{"throughline":"journey-steps"}',
    '{"throughline":"journey-steps","nodes":[{"id":"x","kind":"bomb"}],"notes":[]}',
  ])
    assert.equal(readFragment(text), undefined, text);
});
