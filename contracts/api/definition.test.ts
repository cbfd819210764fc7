import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { journeyDefinition } from '../journey.ts';
import { segmentCondition } from '../segment.ts';
import { draftOf } from './definition.ts';

const draft = draftOf(journeyDefinition);
const journey = {
  id: 'welcome',
  name: 'Welcome',
  version: 1,
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Signed Up' } },
      branches: { next: null },
    },
  ],
};

test('a finished draft is parsed as the definition it is, with its defaults', () => {
  const parsed = draft.parse(journey);
  assert.equal(parsed.description, '');
  assert.deepEqual(parsed.nodes[0], {
    ...journey.nodes[0],
    trigger: { type: 'event', match: { event: 'Signed Up', where: [] } },
  });
});

test('what is still empty is kept, also inside a union', () => {
  const message = { id: 'mail', kind: 'message', message: '', branches: { next: null } };
  assert.deepEqual(draft.parse({ ...journey, nodes: [message] }).nodes, [message]);
  assert.deepEqual(draft.parse({ ...journey, name: '', nodes: [] }).nodes, []);
  const condition = { type: 'trait', test: { name: '', operator: 'equals', value: 'x' } };
  assert.deepEqual(draftOf(segmentCondition).parse({ type: 'all', conditions: [condition] }), {
    type: 'all',
    conditions: [condition],
  });
});

test('what is half typed is kept as well', () => {
  const branches = { answered: null, failed: null, timeout: null };
  const hook = { id: 'hook', kind: 'webhook', url: 'https://', body: [], timeoutMinutes: 5, results: [], branches };
  assert.deepEqual(draft.parse({ ...journey, nodes: [hook] }).nodes, [hook]);
});

test('what is malformed is refused with its path', () => {
  const result = draft.safeParse({
    ...journey,
    nodes: [{ id: 'x', kind: 'wait', minutes: 'soon', branches: { next: null } }],
  });
  assert.equal(result.success, false);
  assert.deepEqual(result.error.issues[0]?.path, ['nodes', 0, 'minutes']);
  assert.equal(draftOf(segmentCondition).safeParse({ type: 'trait' }).success, false);
});

test('a draft can be encoded into a response', () => {
  assert.equal(z.safeEncode(z.object({ draft }), { draft: draft.parse(journey) }).success, true);
});
