import assert from 'node:assert/strict';
import test from 'node:test';
import { type JourneyDefinition, type JourneyNode, journeyDefinition } from '#contracts/journey.ts';
import { applyChanges } from '#contracts/journey-editing/apply-changes.ts';
import {
  arrived,
  changed,
  type DraftSession,
  decided,
  openSession,
  pendingChanges,
  redone,
  undone,
} from './draft-session.ts';

const wait = (id: string, minutes: number): JourneyNode => ({ id, kind: 'wait', minutes, branches: { next: null } });

function journey(...nodes: JourneyNode[]): JourneyDefinition {
  return journeyDefinition.parse({ id: 'j', name: 'J', version: 1, reentry: { type: 'never' }, exitRules: [], nodes });
}

const minutesOf = ({ local }: DraftSession) => local.nodes.map((node) => ('minutes' in node ? node.minutes : 0));
const start = journey(wait('a', 1), wait('b', 1));

/** What the server makes of a session's changes on top of its own draft. */
function send(session: DraftSession, draft: JourneyDefinition, revision: number): DraftSession {
  const { definition, conflicts } = applyChanges(draft, pendingChanges(session));
  return arrived(session, { draft: definition, revision }, { local: session.local, conflicts });
}

test('undo takes back own changes only, also after a colleague has changed something else', () => {
  const mine = changed(openSession(start, 1), journey(wait('a', 5), wait('b', 1)), 1_000);
  const both = arrived(mine, { draft: journey(wait('a', 1), wait('b', 9)), revision: 2 });
  assert.deepEqual(minutesOf(both), [5, 9]);
  assert.deepEqual(minutesOf(undone(both)), [1, 9]);
  assert.deepEqual(minutesOf(redone(undone(both))), [5, 9]);
});

test('undo leaves what a colleague has changed at the same place since', () => {
  const mine = changed(openSession(start, 1), journey(wait('a', 5), wait('b', 1)), 1_000);
  const saved = send(mine, start, 2);
  const theirs = arrived(saved, { draft: journey(wait('a', 7), wait('b', 1)), revision: 3 });
  assert.deepEqual(minutesOf(undone(theirs)), [7, 1]);
});

test('typing is undone as a whole', () => {
  const one = changed(openSession(start, 1), journey(wait('a', 2), wait('b', 1)), 1_000);
  const two = changed(one, journey(wait('a', 20), wait('b', 1)), 1_100);
  const later = changed(two, journey(wait('a', 20), wait('b', 3)), 9_000);
  assert.deepEqual(minutesOf(undone(later)), [20, 1]);
  assert.deepEqual(minutesOf(undone(undone(later))), [1, 1]);
});

test('what is typed while a save is under way stays, and is what is sent next', () => {
  const mine = changed(openSession(start, 1), journey(wait('a', 5), wait('b', 1)), 1_000);
  const typing = changed(mine, journey(wait('a', 6), wait('b', 1)), 2_000);
  const answered = arrived(typing, { draft: mine.local, revision: 2 }, { local: mine.local, conflicts: [] });
  assert.deepEqual(minutesOf(answered), [6, 1]);
  assert.equal(pendingChanges(answered).length, 1);
});

test('two at one place: hers is shown, mine is kept as a conflict until it is decided', () => {
  const mine = changed(openSession(start, 1), journey(wait('a', 5), wait('b', 4)), 1_000);
  const met = send(mine, journey(wait('a', 7), wait('b', 1)), 3);
  assert.deepEqual(minutesOf(met), [7, 4]);
  const [conflict] = met.conflicts;
  assert.ok(conflict);
  assert.equal(met.conflicts.length, 1);
  assert.deepEqual(minutesOf(decided(met, conflict, 'theirs', 5_000)), [7, 4]);
  const kept = decided(met, conflict, 'mine', 5_000);
  assert.deepEqual(minutesOf(kept), [5, 4]);
  assert.deepEqual(kept.conflicts, []);
  assert.equal(pendingChanges(kept).length, 1);
});

test('an answer that is older than what is known changes nothing', () => {
  const newer = arrived(openSession(start, 1), { draft: journey(wait('a', 9), wait('b', 1)), revision: 5 });
  assert.equal(arrived(newer, { draft: start, revision: 4 }), newer);
});
