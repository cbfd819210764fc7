import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { rotateMessageKeys } from './message-keys.ts';

const day = 86_400_000;
/** An even day. */
const today = 20_000 * day;

let database: TestDatabase;
let now: number;
let keys: ReturnType<typeof rotateMessageKeys>;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());
beforeEach(async () => {
  await database.sql`truncate message_key_even, message_key_odd`;
  await database.sql`update message_key_generation set started_on = 0`;
  now = today;
  keys = rotateMessageKeys(database.sql, () => now);
});

async function remember(): Promise<string> {
  const { table } = await keys.current();
  const key = randomUUID();
  await database.sql`insert into ${database.sql(table)} (key) values (${key})`;
  return key;
}

async function remembered(): Promise<string[]> {
  const { table, previous } = await keys.current();
  const rows = await database.sql<{ key: string }[]>`
    select key::text as key from ${database.sql(table)} union select key::text from ${database.sql(previous)}`;
  return rows.map(({ key }) => key);
}

test('a key is remembered for the rest of its day and the next', async () => {
  const key = await remember();
  now = today + day;
  const second = await remember();
  assert.deepEqual((await remembered()).sort(), [key, second].sort());
  now = today + 2 * day;
  assert.deepEqual(await remembered(), [second]);
});

test('after a day without any event nothing older is known', async () => {
  await remember();
  now = today + 3 * day;
  assert.deepEqual(await remembered(), []);
});

for (const [what, ahead] of [
  ['an odd', 701],
  ['an even', 700],
  ['a small', 2],
] as const) {
  test(`a clock that was ${what} number of days ahead and is set back forgets as before`, async () => {
    now = today + ahead * day;
    const wrong = await remember();
    now = today + day - 1;
    const right = await remember();
    now = today + day;
    assert.deepEqual((await remembered()).sort(), [wrong, right].sort());
    const later = await remember();
    now = today + 4 * day;
    assert.ok(!(await remembered()).includes(right));
    assert.ok(!(await remembered()).includes(wrong));
    assert.ok(!(await remembered()).includes(later));
  });
}

test('a clock that is set back over midnight keeps what it took', async () => {
  now = today + day;
  const first = await remember();
  now = today + day - 60_000;
  const second = await remember();
  assert.deepEqual((await remembered()).sort(), [first, second].sort());
  now = today + day;
  assert.deepEqual((await remembered()).sort(), [first, second].sort());
  now = today + 3 * day;
  assert.deepEqual(await remembered(), []);
});
