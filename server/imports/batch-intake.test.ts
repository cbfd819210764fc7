import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sql } from '#components/postgres/database.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import { type ImportMapping, importMapping } from '#contracts/import.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { openBatchIntake } from './batch-intake.ts';
import type { RepeatParts } from './file-repeats.ts';
import type { ImportRow } from './import-rows.ts';

/** The log has room; nothing else is asked of the database about a file of customers. */
const sql = ((first: unknown) =>
  typeof first === 'string' ? first : Promise.resolve([{ frames: 0 }])) as unknown as Sql;

const mapping = importMapping.parse({ kind: 'customers', columns: [], timeZone: 'Europe/London' });

function batchOf(count: number, name: string) {
  const events = Array.from({ length: count }, (_, index) => ({
    type: 'identify',
    userId: `${name}-${index}`,
    messageId: `${name}-${index}`,
    traits: { name },
  }));
  return { events: JSON.stringify(events), count };
}

function openIntake() {
  const taken: (readonly TrackedEvent[])[] = [];
  const sink = {
    accept: async (events: readonly TrackedEvent[]) => {
      taken.push(events);
      return { duplicates: 0 };
    },
  };
  const parts = { sql, workspace: 1, sink } as unknown as RepeatParts;
  const row = { id: 'file', hash: 'hash', journeys: false, settled: 3, mapping } as ImportRow & {
    readonly mapping: ImportMapping;
  };
  const reading = { country: 'GB', identities: defaultIdentitySettings } as const;
  return { taken, intake: openBatchIntake(row, parts, reading, new AbortController().signal) };
}

test('a long batch is not overtaken by a short one, and others have their turns while it is read', async () => {
  const { taken, intake } = openIntake();
  let turns = 0;
  let counting = true;
  const count = () => {
    turns++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const answers = await Promise.all([intake.accept(batchOf(1_000, 'long')), intake.accept(batchOf(2, 'short'))]);
  counting = false;
  assert.deepEqual(
    answers.map((answer) => answer?.accepted),
    [1_000, 2],
  );
  assert.deepEqual(
    taken.map((events) => [events.length, events[0]?.messageId, events[0]?.call]),
    [
      [1_000, 'long-0', 'file 3 1000'],
      [2, 'short-0', 'file 1003 2'],
    ],
  );
  assert.ok(turns >= 10, `${turns} turns`);
  await intake.end();
});

test('where a batch cannot be read, none behind it comes in', async () => {
  const { taken, intake } = openIntake();
  const outcomes = await Promise.allSettled([
    intake.accept({ events: '[{', count: 1 }),
    intake.accept(batchOf(2, 'behind')),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.deepEqual(taken, []);
  await intake.end();
});
