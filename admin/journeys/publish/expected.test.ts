import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import { exceedsDay, expectedOf, secondsAtLimit } from './expected.ts';

const node = { arrived: 0, passed: {}, sent: {}, deferred: {}, heldBack: {} };
const counts: RehearsalCounts = {
  ...{ people: 100, entered: 20, entries: 30, completed: 25, exited: {}, busiest: [] },
  nodes: {
    first: { ...node, sent: { email: 10, sms: 5 }, heldBack: { frequency_cap: 3, no_consent: 9 } },
    second: { ...node, sent: { email: 5 }, heldBack: { personal_cap: 1 } },
  },
  days: [
    { day: '2026-06-01', entries: 10, messages: 4 },
    { day: '2026-06-02', entries: 20, messages: 16 },
  ],
};
const rehearsal: Rehearsal = {
  ...{ id: 'r', journey: 'j', status: 'done', peopleDone: 100, peopleTotal: 100, share: 0.5, counts },
  ...{ outdated: false, error: null, createdBy: '', createdAt: '2026-06-11T00:00:00.000Z', finishedAt: null },
  ...{ from: '2026-06-01T00:00:00.000Z', until: '2026-06-11T00:00:00.000Z' },
};

test('a sample stands for all people, and a period for its days', () => {
  const expected = expectedOf(rehearsal, counts);
  assert.equal(expected.entries, 60);
  assert.equal(expected.entriesPerDay, 6);
  assert.equal(expected.messages, 40);
  assert.equal(expected.messagesPerDay, 4);
  assert.equal(expected.mostOnOneDay, 32);
  assert.equal(expected.capped, 8);
  assert.deepEqual(expected.byChannel, [
    { channel: 'email', perDay: 3, share: 0.75 },
    { channel: 'sms', perDay: 1, share: 0.25 },
  ]);
});

test('nobody and next to everybody are told apart from some', () => {
  const audience = (entered: number) => expectedOf(rehearsal, { ...counts, entered }).audience;
  assert.deepEqual([0, 1, 89, 90, 100].map(audience), ['nobody', 'some', 'some', 'everybody', 'everybody']);
});

test('a channel without a limit is never at it', () => {
  assert.equal(secondsAtLimit(100, undefined), undefined);
  assert.equal(secondsAtLimit(100, 4), 25);
  assert.equal(exceedsDay(secondsAtLimit(1_000_000, 10) ?? 0), true);
});
