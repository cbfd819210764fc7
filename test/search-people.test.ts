import assert from 'node:assert/strict';
import test from 'node:test';
import { candidatesOf } from '#analytics/profiles/candidates.ts';
import { matchesSearch } from '#analytics/profiles/search-match.ts';
import type { SearchSight } from '#analytics/profiles/search-sight.ts';
import { readSearch } from '#analytics/profiles/search-text.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { searchByClass } from '#components/clickhouse/search-by-class.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import { createTestClickhouse } from './clickhouse.ts';

test('anybody is found by any trait, and by none that the one who asks may not see', async () => {
  const { client, drop } = await createTestClickhouse();
  const people = [
    { name: '李明', 城市: '上海', age: 40, vip: true, tags: ['茶客', 'b2b'], gender: 'f' },
    { name: 'Ann Lee', city: 'New York', age: 140, vip: false, note: 'call ann@home.example' },
    { name: '王小明', nickname: '单单', city: 'Wuhan' },
    { lastName: '李', firstName: '清照', 昵称: '易安', note: 'wangba' },
    { name: 'Bob_100%', city: 'York', company: { name: 'Tea Ltd' }, mail: 'bob@work.example' },
  ];
  const names = people.map((_, index) => ['li', 'ann', 'wang', 'qing', 'bob'][index] ?? '');
  const idOf = (index: number) => `0190a6e0-0000-7000-8000-00000000000${index}`;
  const facts = people.map((traits, index) => ({
    workspace: 1,
    fact: {
      ...{ type: 'profile' as const, profile: idOf(index), at: 1, revision: 1, traits, companies: [] },
      identities: [
        { kind: 'userId', value: `u-${index}` },
        { kind: 'email', value: `${names[index]}@mail.example` },
      ],
      ...{ firstSeenAt: 1, deleted: false, timeZone: '', known: {} },
    },
  }));
  for (const { table, body } of toTableRows(facts, { lane: 0, commit: 1 })) {
    await insertFrames(client, table, [body]);
  }
  const documentOf = (index: number): ProfileState => {
    const { identities, traits } = facts[index]?.fact ?? { identities: [], traits: {} };
    return { ...newProfileState(idOf(index), 1), identities, traits };
  };
  const found = async (search: string, sight?: SearchSight) => {
    const asked = candidatesOf({ search }, { now: 0, boundaries: undefined }, { sight });
    const rows = await queryRows<{ profile: string }>(client, asked?.sql ?? '', { workspace: 1, ...asked?.parameters });
    const candidates = rows.map(({ profile }) => people.findIndex((_, index) => idOf(index) === profile));
    const isFound = (index: number) => matchesSearch(documentOf(index), readSearch(search), sight);
    const missed = people.flatMap((_, index) => (isFound(index) && !candidates.includes(index) ? [index] : []));
    assert.deepEqual(missed, [], 'the statement finds everybody whom the document shows to be found');
    return candidates
      .filter(isFound)
      .map((index) => names[index])
      .sort();
  };
  const all: readonly (readonly [string, readonly string[]])[] = [
    ['上海', ['li']],
    ['李明', ['li']],
    ['茶客', ['li']],
    ['city:york', ['ann', 'bob']],
    ['city:"new york"', ['ann']],
    ['城市：上海', ['li']],
    ['age:40', ['li']],
    ['40', ['ann', 'li']],
    ['VIP:true', ['li']],
    ['vip:false', ['ann']],
    ['tags:b2b york', []],
    ['tags:b2b', ['li']],
    ['@mail.example', ['ann', 'bob', 'li', 'qing', 'wang']],
    ['_100%', ['bob']],
    ['plan:york', []],
  ];
  for (const [search, expected] of all) assert.deepEqual(await found(search), expected, search);
  const bySound: typeof all = [
    ['liming', ['li']],
    ['wangxiaoming', ['wang']],
    ['wang xiaoming', ['wang']],
    ['xiaoming', ['wang']],
    ['WXM', ['wang']],
    ['wángxm', ['wang']],
    ['name:wangxm', ['wang']],
    ['name:"wang xiaoming"', ['wang']],
    ['city:wangxm', []],
    ['shanshan', ['wang']],
    ['wang', ['qing', 'wang']],
    ['wangming', []],
    ['李清照', ['qing']],
    ['liqingzhao', ['qing']],
    ['yian', ['qing']],
  ];
  for (const [search, expected] of bySound) assert.deepEqual(await found(search), expected, search);
  const viewer: SearchSight = { upTo: 'none', hidden: ['vip', 'note'], shown: ['gender'] };
  const seen: typeof all = [
    ['上海', ['li']],
    ['city:york', ['ann', 'bob']],
    ['u-1', ['ann']],
    ['李明', []],
    ['gender:f', ['li']],
    ['gender', []],
    ['call', []],
    ['note:call', []],
    ['@mail.example', []],
    ['liming', []],
    ['wangxm', []],
    ['name:wangxm', []],
    ['liqingzhao', []],
    ['wang', []],
    ['ann@home', []],
    ['mail:bob', []],
    ['vip:true', []],
    ['age:40', ['li']],
  ];
  for (const [search, expected] of seen) assert.deepEqual(await found(search, viewer), expected, `viewer: ${search}`);
  const masked: SearchSight = { upTo: 'contact', hidden: [], shown: [] };
  assert.deepEqual(await found('@mail.example', masked), ['ann', 'bob', 'li', 'qing', 'wang']);
  assert.deepEqual([await found('wxm', masked), await found('liqingzhao', masked)], [['wang'], ['qing']]);
  const noNames: SearchSight = { upTo: 'contact', hidden: ['name', 'lastName'], shown: [] };
  assert.deepEqual([await found('wxm', noNames), await found('shanshan', noNames)], [[], ['wang']]);
  assert.deepEqual([await found('liqingzhao', noNames), await found('qingzhao', noNames)], [[], ['qing']]);
  const ofNames: SearchSight = { upTo: 'none', hidden: [], shown: ['name', 'firstName'] };
  assert.deepEqual([await found('wxm', ofNames), await found('shanshan', ofNames)], [['wang'], []]);
  assert.deepEqual([await found('liqingzhao', ofNames), await found('qz', ofNames)], [[], ['qing']]);
  assert.deepEqual([await found('gender:f', masked), await found('李明', masked)], [[], ['li']]);

  // What an older version wrote is brought into the order of what may be seen.
  const options = 'SETTINGS mutations_sync = 2';
  await client.command({ query: `ALTER TABLE profile_fact UPDATE search = '', search_open = 0 WHERE true ${options}` });
  await client.command({ query: `ALTER TABLE profile_fact UPDATE ${searchByClass} WHERE true ${options}` });
  for (const [search, expected] of seen) assert.deepEqual(await found(search, viewer), expected, `older: ${search}`);
  for (const [search, expected] of all) assert.deepEqual(await found(search), expected, `older: ${search}`);
  await drop();
});
