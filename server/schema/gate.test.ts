import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { trackedEvent } from '#test/running-flow.ts';
import { createSchemaGate } from './gate.ts';
import type { KeptMisfit } from './kept-aside/keep-aside.ts';

test('what is kept aside of a call that the log knows as one comes in later by itself', async () => {
  const kept: KeptMisfit[] = [];
  const taken: TrackedEvent[] = [];
  const gate = createSchemaGate({
    sink: {
      accept: async (events) => {
        taken.push(...events);
        return { duplicates: 0 };
      },
    },
    schema: () => ({
      idle: false,
      judge: (event) =>
        event.content.type === 'track' && event.content.name === 'Odd'
          ? { action: 'keep_aside', misfits: [{ reason: 'unknown_event', path: '' }], event }
          : undefined,
    }),
    keepAside: async (misfit) => void kept.push(misfit),
    misfits: { count: () => {} },
  });
  const named = (name: string) => ({
    ...trackedEvent([{ kind: 'userId', value: 'ann' }], { type: 'track', name, properties: {} }),
    call: 'import 0 2',
  });
  const { refused } = await gate.accept([named('Odd'), named('Even')]);
  assert.deepEqual(
    refused?.map(({ index, keptAside }) => [index, keptAside]),
    [[0, true]],
  );
  assert.deepEqual(
    taken.map(({ call }) => call),
    ['import 0 2'],
  );
  assert.deepEqual(
    kept.map(({ event }) => ['call' in event, event.content.type]),
    [[false, 'track']],
  );
});
