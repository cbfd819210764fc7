import assert from 'node:assert/strict';
import test from 'node:test';
import type { Store } from '#components/store/port/index.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { createTestClickhouse } from '#test/clickhouse.ts';
import { searchProfiles } from './search-profiles.ts';

const people = 13_000;
const idOf = (number: number) => `0190a6e0-0000-7000-8000-${String(number).padStart(12, '0')}`;
const minute = 60_000;
const now = Date.now();
/** Spread over five months, in no order of the ids. */
const seenAt = (number: number) => now - minute * (1 + ((number * 7_919) % people) * 17);
/** One in ten was called so once. */
const isFormer = (number: number) => number % 10 === 3;

test('where thousands are found, page after page brings who was seen last, and nobody who is not found any more', async () => {
  const { client, drop } = await createTestClickhouse();
  const id = `toUUID(concat('0190a6e0-0000-7000-8000-', leftPad(toString(number), 12, '0')))`;
  const at = `fromUnixTimestamp64Milli(toInt64(${now} - ${minute} * (1 + ((number * 7919) % ${people}) * 17)), 'UTC')`;
  await client.command({
    query: `INSERT INTO profile_fact (workspace, commit, profile, revision, traits, identities, search, search_open, search_contact)
      SELECT 1, 1, ${id}, 1, '{}', '[]', concat('tea ', if(number % 8 = 0, 'oolong ', '')) AS text, length(text), length(text)
      FROM numbers(${people})`,
  });
  await client.command({
    query: `INSERT INTO event (workspace, commit, ordinal, profile, message_id, type, name, at, received_at)
      SELECT 1, 1, number, ${id}, toString(number), 'track', 'Seen', ${at}, ${at} FROM numbers(${people})`,
  });
  const readProfiles: Store['readProfiles'] = async (_workspace, profiles) =>
    new Map(
      profiles.map((profile) => {
        const number = Number(profile.slice(24));
        const traits = { drinks: isFormer(number) ? 'coffee' : 'tea', kind: number % 8 === 0 ? 'oolong' : '' };
        const state = { ...newProfileState(profile, 1), traits, lastSeenAt: seenAt(number) };
        return [profile, writeDocument(state)];
      }),
    );
  const store = { readProfiles } as unknown as Store;
  const sight = { upTo: 'none', hidden: [], shown: [] } as const;
  const numbers = Array.from({ length: people }, (_, number) => number).filter((number) => !isFormer(number));
  const newest = (wanted: readonly number[]) => wanted.toSorted((a, b) => seenAt(b) - seenAt(a)).map(idOf);
  for (const [search, found] of [
    ['tea', numbers],
    ['tea oolong', numbers.filter((number) => number % 8 === 0)],
  ] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 3; page++) {
      const query = { limit: 40, search, ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = await searchProfiles(client, store, 1, query, now, sight);
      seen.push(...items.map((item) => item.id));
      cursor = nextCursor ?? undefined;
    }
    assert.deepEqual(seen, newest(found).slice(0, 120), search);
  }
  await drop();
});
