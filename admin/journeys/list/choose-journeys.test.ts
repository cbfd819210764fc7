import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyListItem } from '#contracts/api/journey.ts';
import { chosenJourneys, statusesOf } from './choose-journeys.ts';
import type { JourneySort } from './journey-sorts.ts';

const journey = (id: string, name: string, status: JourneyListItem['status']): JourneyListItem => ({
  ...{ id, name, status, hasUnpublishedChanges: false, version: 1, updatedAt: '2026-01-31T09:00:00.000Z' },
  ...{ inside: 0, entered: 0, completed: 0, exited: 0, converted: 0, messages: 0, attributedRevenue: 0 },
});
const journeys = [
  journey('welcome', 'Welcome, Élan', 'published'),
  journey('double-11', '双十一召回 ２０２６', 'draft'),
  journey('cart', 'Abandoned cart', 'published'),
];
const names = (search: string, inStatus?: string) =>
  chosenJourneys(journeys, { search, inStatus }, 'en').map(({ id }) => id);

test('journeys are found by words of their name or by their id, in one status or in any', () => {
  assert.deepEqual(names('elan wel'), ['welcome']);
  assert.deepEqual(names('召回 2026'), ['double-11']);
  assert.deepEqual(names('CART'), ['cart']);
  assert.deepEqual(names('', 'published'), ['welcome', 'cart']);
  assert.deepEqual(names('召回', 'published'), []);
  assert.deepEqual(names('', 'nothing of the kind'), []);
});

test('a Chinese name is found as it is typed by sound', () => {
  assert.deepEqual(names('zhaohui'), ['double-11']);
  assert.deepEqual(names('s11'), []);
});

test('journeys are sorted by what is asked for, Chinese names by pinyin', () => {
  const some = [
    { ...journey('b', '欢迎', 'published'), inside: 2 },
    { ...journey('c', 'Cart 10', 'published'), inside: 9, attributedRevenue: 5 },
    { ...journey('a', '唤醒', 'draft'), inside: 0, attributedRevenue: 20 },
    journey('d', 'Cart 9', 'draft'),
  ];
  const order = (sort: JourneySort) => chosenJourneys(some, { sort }, 'zh-Hans').map(({ id }) => id);
  assert.deepEqual(order('changed'), ['b', 'c', 'a', 'd']);
  assert.deepEqual(order('inside'), ['c', 'b', 'a', 'd']);
  assert.deepEqual(order('revenue'), ['a', 'c', 'b', 'd']);
  assert.deepEqual(
    order('name').filter((id) => id === 'a' || id === 'b'),
    ['b', 'a'],
    'huanying before huanxing by tone',
  );
  assert.deepEqual(
    order('name').filter((id) => id === 'c' || id === 'd'),
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
