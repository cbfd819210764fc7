import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyListItem } from '#contracts/api/journey.ts';
import { chosenJourneys, statusesOf } from './choose-journeys.ts';

const journey = (id: string, name: string, status: JourneyListItem['status']): JourneyListItem => ({
  ...{ id, name, status, hasUnpublishedChanges: false, version: 1, updatedAt: '2026-01-31T09:00:00.000Z' },
  ...{ inside: 0, entered: 0, completed: 0, exited: 0, converted: 0, messages: 0, attributedRevenue: 0 },
});
const journeys = [
  journey('welcome', 'Welcome, Élan', 'published'),
  journey('double-11', '双十一召回 ２０２６', 'draft'),
  journey('cart', 'Abandoned cart', 'published'),
];
const names = (search: string, inStatus?: string) => chosenJourneys(journeys, { search, inStatus }).map(({ id }) => id);

test('journeys are found by words of their name or by their id, in one status or in any', () => {
  assert.deepEqual(names('elan wel'), ['welcome']);
  assert.deepEqual(names('召回 2026'), ['double-11']);
  assert.deepEqual(names('CART'), ['cart']);
  assert.deepEqual(names('', 'published'), ['welcome', 'cart']);
  assert.deepEqual(names('召回', 'published'), []);
  assert.deepEqual(names('', 'nothing of the kind'), []);
});

test('only statuses that occur are offered, with how many there are', () => {
  assert.deepEqual(statusesOf(journeys), [
    ['draft', 1],
    ['published', 2],
  ]);
});
