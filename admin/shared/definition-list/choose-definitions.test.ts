import assert from 'node:assert/strict';
import test from 'node:test';
import type { DefinitionStatus } from '#contracts/api/definition.ts';
import { chosenDefinitions, statusesOf } from './choose-definitions.ts';

type Sort = 'changed' | 'name' | 'inside' | 'revenue';

const journey = (id: string, name: string, status: DefinitionStatus) => ({ id, name, status, inside: 0, revenue: 0 });
const order = (language: string) => ({
  language,
  figure: (one: ReturnType<typeof journey>, sort: 'inside' | 'revenue') => one[sort],
});
const journeys = [
  journey('welcome', 'Welcome, Élan', 'published'),
  journey('double-11', '双十一召回 ２０２６', 'draft'),
  journey('cart', 'Abandoned cart', 'published'),
];
const names = (search: string, inStatus?: string) =>
  chosenDefinitions(journeys, { search, inStatus }, order('en')).map(({ id }) => id);

test('journeys are found by words of their name or by their id, in one status or in any', () => {
  assert.deepEqual(names('elan wel'), ['welcome']);
  assert.deepEqual(names('召回 2026'), ['double-11']);
  assert.deepEqual(names('CART'), ['cart']);
  assert.deepEqual(names('', 'published'), ['welcome', 'cart']);
  assert.deepEqual(names('召回', 'published'), []);
  assert.deepEqual(names('', 'nothing of the kind'), []);
});

test('segments are also found by what they are for', () => {
  const segments = [{ ...journey('vip', 'Best customers', 'published'), description: 'Ordered thrice in ９０ days' }];
  const found = (search: string) => chosenDefinitions(segments, { search }, order('en')).length;
  assert.deepEqual([found('thrice 90'), found('best thrice'), found('twice')], [1, 1, 0]);
});

test('a Chinese name is found as it is typed by sound', () => {
  assert.deepEqual(names('zhaohui'), ['double-11']);
  assert.deepEqual(names('s11'), []);
});

test('journeys are sorted by what is asked for, Chinese names by pinyin', () => {
  const some = [
    { ...journey('b', '欢迎', 'published'), inside: 2 },
    { ...journey('c', 'Cart 10', 'published'), inside: 9, revenue: 5 },
    { ...journey('a', '唤醒', 'draft'), inside: 0, revenue: 20 },
    journey('d', 'Cart 9', 'draft'),
  ];
  const sorted = (sort: Sort) => chosenDefinitions(some, { sort }, order('zh-Hans')).map(({ id }) => id);
  assert.deepEqual(sorted('changed'), ['b', 'c', 'a', 'd']);
  assert.deepEqual(sorted('inside'), ['c', 'b', 'a', 'd']);
  assert.deepEqual(sorted('revenue'), ['a', 'c', 'b', 'd']);
  assert.deepEqual(
    sorted('name').filter((id) => id === 'a' || id === 'b'),
    ['b', 'a'],
    'huanying before huanxing by tone',
  );
  assert.deepEqual(
    sorted('name').filter((id) => id === 'c' || id === 'd'),
    ['d', 'c'],
    'numbers by their size',
  );
});

test('only statuses that occur are offered, with how many there are', () => {
  assert.deepEqual(statusesOf(journeys), [
    ['draft', 1],
    ['published', 2],
  ]);
});
