import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { openPostgresSuppressions } from './postgres-store.ts';
import type { SuppressedAddress, SuppressionStore } from './store.ts';

let database: TestDatabase;
let list: SuppressionStore;
before(async () => {
  database = await createTestDatabase();
  list = openPostgresSuppressions(database.sql);
});
after(() => database.drop());

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = (address: string, parts: Partial<SuppressedAddress> = {}): SuppressedAddress => ({
  ...{ channel: 'email', hash: hashOf(address), address, reason: 'manual', note: '', addedBy: 'Ada', addedAt: 1 },
  ...parts,
});

test('what is on the list stays as it was, what was taken off comes back as new', async () => {
  const one = entry('one@example.com');
  assert.equal((await list.add(1, [one, one])).length, 1);
  assert.deepEqual(await list.add(1, [{ ...one, reason: 'imported', addedAt: 5 }]), []);
  assert.deepEqual(await list.list(1, { limit: 10 }), [one]);
  assert.deepEqual(await list.remove(1, 'email', one.hash, 'Bob', 2), one);
  assert.equal(await list.remove(1, 'email', one.hash, 'Bob', 2), undefined);
  assert.deepEqual(await list.held(1, [one]), new Map());
  assert.equal((await list.add(1, [{ ...one, reason: 'imported', addedAt: 5 }])).length, 1);
  assert.deepEqual(await list.held(1, [one]), new Map([[`email:${one.hash}`, 'imported']]));
  assert.deepEqual(await list.held(2, [one]), new Map());
  assert.deepEqual(await list.held(1, [{ ...one, channel: 'sms' }]), new Map());
});

test('pages go on where the last one ended; a whole address is found by its hash, a beginning by its letters', async () => {
  const many = Array.from({ length: 5 }, (_, n) => entry(`p_${n}@example.com`, { addedAt: 10 + (n % 2) }));
  const hidden = entry('hidden@example.com', { address: null, addedAt: 9 });
  await list.add(3, [...many, hidden]);
  const first = await list.list(3, { limit: 4 });
  const rest = await list.list(3, { limit: 4, after: first.at(-1) });
  assert.equal(new Set([...first, ...rest].map(({ hash }) => hash)).size, 6);
  const found = async (search: string) =>
    (await list.list(3, { limit: 10, search, hashes: [hashOf(search)] })).map(({ hash }) => hash);
  assert.deepEqual(await found('hidden@example.com'), [hidden.hash]);
  assert.equal((await found('P_')).length, 5);
  assert.deepEqual(await found('%'), []);
  assert.deepEqual(await list.counts(3), new Map([['manual', 6]]));
});
