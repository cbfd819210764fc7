import assert from 'node:assert/strict';
import test from 'node:test';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { entryOfEvent } from './log-entry.ts';

const profile = '0190a6e0-0000-7000-8000-000000000001';
const identities = [{ kind: 'userId', value: 'ada' }] as const;
const base = { workspace: 1, messageId: 'm', at: 1, receivedAt: 2, identities, context: {} };
const stimulusOf = (parts: Pick<TrackedEvent, 'content'> & Partial<TrackedEvent>) =>
  JSON.stringify(entryOfEvent({ event: { ...base, ...parts }, profile, identities }, 8));

test('an identify says whether its sender is trusted', () => {
  const content = { type: 'identify', traits: {} } as const;
  assert.match(stimulusOf({ content, trusted: true }), /trusted/);
  assert.doesNotMatch(stimulusOf({ content }), /trusted/);
});
