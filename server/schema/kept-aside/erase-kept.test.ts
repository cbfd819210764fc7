import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestDatabase } from '#test/database.ts';
import { trackedEvent } from '#test/running-flow.ts';
import { dropKeptOfImport } from './erase-kept.ts';
import { createKeepAside } from './keep-aside.ts';

test('what is kept aside of an import goes with its undo, and the same line is kept anew by the next one', async (t) => {
  const database = await createTestDatabase();
  t.after(() => database.drop());
  const keepAside = createKeepAside(database.sql);
  const line = trackedEvent([{ kind: 'userId', value: 'ann' }], { type: 'track', name: 'Odd', properties: {} });
  const keep = (event: typeof line) => keepAside({ event, misfits: [{ reason: 'unknown_event', path: '' }] });
  const kept = async () => {
    const rows = await database.sql<{ import: string | null }[]>`
      select body::json ->> 'import' as import from kept_event order by 1`;
    return rows.map((row) => row.import);
  };
  await keep({ ...line, import: 'first' });
  await keep({ ...line, messageId: 'live' });
  await keep({ ...line, messageId: 'other', import: 'other' });
  await dropKeptOfImport(database.sql, line.workspace, 'first');
  assert.deepEqual(await kept(), ['other', null]);
  await keep({ ...line, import: 'second' });
  assert.deepEqual(await kept(), ['other', 'second', null]);
});
