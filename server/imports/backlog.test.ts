import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sql } from '#components/postgres/database.ts';
import { createBacklogGate } from './backlog.ts';

test('batches that wait for room go on in the order in which they came, however the database answers', async () => {
  const answers: PromiseWithResolvers<{ frames: number }[]>[] = [];
  const sql = ((first: unknown) => {
    // sql('bulk_offset') names a column, anything else is the statement.
    if (typeof first === 'string') return first;
    const answer = Promise.withResolvers<{ frames: number }[]>();
    answers.push(answer);
    return answer.promise;
  }) as unknown as Sql;
  const room = createBacklogGate(sql, new AbortController().signal);
  const passed: number[] = [];
  const batches = [1, 2, 3].map((batch) => room('bulk').then(() => passed.push(batch)));
  for (const answer of answers.toReversed()) answer.resolve([{ frames: 0 }]);
  await Promise.all(batches);
  assert.deepEqual(passed, [1, 2, 3]);
});
