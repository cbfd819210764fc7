import assert from 'node:assert/strict';
import test from 'node:test';
import type { SegmentCondition } from '#contracts/segment.ts';
import { noon, openSettings, person, release, workOn } from '#test/builders.ts';
import { days } from '../duration.ts';
import type { ProfileState } from '../state.ts';
import { explainCondition } from './explain.ts';
import { recordHappening } from './record.ts';

test('an explanation has the shape of the condition and says of each part whether it holds', () => {
  const bought: SegmentCondition = {
    type: 'event',
    match: { event: 'Order Completed', where: [] },
    frequency: { comparison: 'at_least', times: 2, withinDays: 30 },
  };
  const inBerlin: SegmentCondition = { type: 'trait', test: { name: 'city', operator: 'equals', value: 'Berlin' } };
  const condition: SegmentCondition = { type: 'all', conditions: [bought, { type: 'not', condition: inBerlin }] };
  const compiled = release({ segments: [{ id: 's', name: 's', description: '', condition }] });
  const work = workOn(person(), compiled);
  for (const at of [noon - days(31), noon - days(2)]) {
    recordHappening(work, { name: 'Order Completed', properties: {}, at });
  }
  assert.deepEqual(explainCondition(compiled.segments, condition, work.state, noon), {
    condition,
    holds: false,
    parts: [
      { condition: bought, holds: false, parts: [], counted: { times: 1, newestAt: noon - days(2) } },
      {
        condition: { type: 'not', condition: inBerlin },
        holds: true,
        parts: [{ condition: inBerlin, holds: false, parts: [] }],
      },
    ],
  });
});

test('an explanation says since when something is so, and what stands in the way of a message', () => {
  const compiled = release({ settings: { ...openSettings, enabledChannels: ['email'] } });
  const state: ProfileState = {
    ...person(),
    traits: { email: 'ada@example.com' },
    lists: { spring: noon - days(3) },
    consents: [{ channel: 'email', status: 'denied', at: noon - days(2), source: 'test' }],
    memberships: new Map([['viewers', noon - days(1)]]),
  };
  const explain = (condition: SegmentCondition) => {
    const { holds, known, since } = explainCondition(compiled.segments, condition, state, noon);
    return { holds, known, since };
  };
  assert.deepEqual(explain({ type: 'list', list: 'spring' }), { holds: true, known: undefined, since: noon - days(3) });
  assert.deepEqual(explain({ type: 'list', list: 'autumn' }).since, undefined);
  assert.deepEqual(explain({ type: 'consent', channel: 'email', status: 'granted' }), {
    ...{ holds: false, known: 'denied', since: noon - days(2) },
  });
  assert.equal(explain({ type: 'reachable', channel: 'email' }).known, 'no_consent');
  assert.equal(explain({ type: 'reachable', channel: 'sms' }).known, 'channel_off');
  assert.equal(explain({ type: 'segment', segment: 'viewers' }).since, noon - days(1));
});
