import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { joinsCompany, leavesCompany } from '#contracts/company.ts';
import type { CompanyFact } from '#contracts/fact.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { noon, release } from '#test/builders.ts';
import { readDocument } from '../read-document.ts';
import { stableUuid } from '../stable-id.ts';
import type { ProfileState } from '../state.ts';
import { stepSubject, subjectDue } from '../step-subject.ts';
import { writeDocument } from '../write-document.ts';
import { companySubject, memberPage } from './company-id.ts';
import { type CompanyState, isCompany, membersPerPage, type SubjectState } from './company-state.ts';
import { companiesOf } from './memberships.ts';
import { isDeleted } from './step-company.ts';

const context = { workspace: 1, now: noon, release: release({}), random: () => 0.5 };

/** Subjects, and between each two of them a queue that keeps its order, as outbox and log do. Nothing else is ordered. */
function createNetwork() {
  const states = new Map<string, SubjectState>();
  const queues = new Map<string, ProfileStimulus[]>();
  const facts = new Map<string, CompanyFact>();
  let sent = 0;
  const take = (subject: string, stimulus: Parameters<typeof stepSubject>[1]) => {
    const result = stepSubject(states.get(subject), stimulus, context);
    states.set(subject, result.state);
    for (const fact of result.facts) if (fact.type === 'company') facts.set(fact.profile, fact);
    for (const effect of result.effects) {
      if (effect.type !== 'send_stimulus') continue;
      sent++;
      const key = `${subject} ${effect.stimulus.profile}`;
      queues.set(key, [...(queues.get(key) ?? []), effect.stimulus]);
    }
    return result;
  };
  /** Until nothing is on its way and nothing is due; `choose` says which queue, or whose timer, goes next. */
  const settle = (choose: (count: number) => number) => {
    for (;;) {
      const waiting = [...queues].flatMap(([key, queue]) => (queue.length > 0 ? [key] : []));
      const due = [...states].flatMap(([subject, state]) => ((subjectDue(state) ?? Infinity) <= noon ? [subject] : []));
      if (waiting.length + due.length === 0) return;
      const chosen = choose(waiting.length + due.length);
      const [first, ...rest] = queues.get(waiting[chosen] ?? '') ?? [];
      const subject = due[chosen - waiting.length] ?? '';
      if (first === undefined) take(subject, { type: 'timer', profile: subject });
      else {
        queues.set(waiting[chosen] ?? '', rest);
        take(first.profile, first);
      }
    }
  };
  const newest = (subject: string) => {
    const fact = facts.get(subject);
    return fact && { deleted: fact.deleted, traits: fact.traits };
  };
  return { states, take, settle, newest, sent: () => sent };
}

const person = (n: number) => stableUuid('person', String(n));
const traits = fc.dictionary(fc.constantFrom('plan', 'seats', 'city'), fc.constantFrom('a', 'b', 3, null), {
  maxKeys: 2,
});
const words = fc.array(
  fc.record({
    who: fc.nat(3),
    at: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom('group', 'group', 'join', 'leave'),
    traits,
  }),
  { maxLength: 14 },
);
type Said = typeof words extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function stimulusOf({ who, at, kind, traits: said }: Said, index: number): TrackStimulus {
  const base = { type: 'track', workspace: 1, profile: person(who), id: `m${index}`, at, receivedAt: noon } as const;
  const observed = { ...base, identities: [], context: kind === 'group' ? {} : { groupId: 'acme' } };
  if (kind === 'group') {
    return { ...observed, name: 'Group', properties: { ...(said as JsonObject), groupId: 'acme' }, group: 'acme' };
  }
  return { ...observed, name: kind === 'join' ? joinsCompany : leavesCompany, properties: {} };
}

/** What is known of the company by all words: each trait by its newest, of the same time by the greater in JSON. */
function toldTraits(said: readonly Said[]): JsonObject {
  const newest = new Map<string, { at: number; text: string }>();
  for (const { kind, at, traits: told } of said) {
    if (kind !== 'group') continue;
    for (const [name, value] of Object.entries(told)) {
      const text = JSON.stringify(value);
      const held = newest.get(name);
      if (held === undefined || at > held.at || (at === held.at && text > held.text)) newest.set(name, { at, text });
    }
  }
  return Object.fromEntries(
    [...newest].filter(([, { text }]) => text !== 'null').map(([name, { text }]) => [name, JSON.parse(text)]),
  );
}

test('whatever the order, members and traits are those of the newest words, and each member knows the whole company', () => {
  fc.assert(
    fc.property(
      words,
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (said, picks, choices) => {
        const network = createNetwork();
        const choose = (count: number) => Number(choices.next().value) % count;
        const order = said
          .map((word, index) => ({ stimulus: stimulusOf(word, index), pick: picks[index % picks.length] ?? 0 }))
          .sort((a, b) => a.pick - b.pick);
        for (const { stimulus, pick } of order) {
          network.take(stimulus.profile, stimulus);
          if (pick % 3 === 0) network.settle(choose);
        }
        network.settle(choose);
        const company = network.states.get(companySubject('acme')) as CompanyState | undefined;
        const expected = toldTraits(said);
        if (said.some(({ kind }) => kind === 'group')) assert.deepEqual({ ...company?.picture.traits }, expected);
        for (let who = 0; who < 4; who++) {
          const own = said.filter((word) => word.who === who);
          const joined = Math.max(0, ...own.filter(({ kind }) => kind !== 'leave').map(({ at }) => at));
          const left = Math.max(0, ...own.filter(({ kind }) => kind === 'leave').map(({ at }) => at));
          const state = network.states.get(person(who)) as ProfileState | undefined;
          const companies = state ? companiesOf(state) : [];
          assert.equal(companies.length, joined > 0 && joined >= left ? 1 : 0);
          for (const held of companies) assert.deepEqual({ ...held.traits }, expected);
          assert.equal(company?.members.includes(person(who)) ?? false, companies.length === 1);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a company of thousands tells them a few at a time, from pages that stay small, and all come to know it', () => {
  const network = createNetwork();
  const people = 1_250;
  for (let who = 0; who < people; who++) {
    const joining = stimulusOf({ who, at: 5, kind: 'join', traits: {} }, who);
    network.take(joining.profile, joining);
  }
  network.settle(() => 0);
  const before = network.sent();
  const changing = stimulusOf({ who: 7, at: 6, kind: 'group', traits: { plan: 'enterprise' } }, people);
  network.take(changing.profile, changing);
  network.settle((count) => count - 1);
  assert.equal(network.sent() - before, 1 + 1 + people);
  const pages = [0, 1].map((page) => network.states.get(memberPage('acme', page)) as CompanyState);
  assert.deepEqual(
    pages.map(({ members }) => members.length),
    [membersPerPage, people - membersPerPage],
  );
  for (const state of network.states.values()) {
    if (!isCompany(state)) assert.equal(companiesOf(state)[0]?.traits.plan, 'enterprise');
  }
});

test('a company of a hundred thousand and more is told to the last page, in steps that stay small, also where one is cut off', () => {
  const subject = companySubject('acme');
  const pages = 450;
  const told = { workspace: 1, profile: subject, at: noon, receivedAt: noon, company: 'acme' } as const;
  const first = { ...told, type: 'company_told', id: 'first', traits: { plan: 'a' } } as const;
  const begun = stepSubject(undefined, first, context).state as CompanyState;
  let state: SubjectState = { ...begun, overflow: pages * membersPerPage };
  let result = stepSubject(state, { ...first, id: 'change', at: noon + 1, traits: { plan: 'b' } }, context);
  const reached: string[] = [];
  for (let steps = 0; ; steps++) {
    assert.ok(steps < 10 && result.effects.length <= 200);
    reached.push(...result.effects.flatMap((one) => (one.type === 'send_stimulus' ? [one.stimulus.profile] : [])));
    // What is kept between two steps is all that a restart needs.
    state = readDocument(writeDocument(result.state));
    if (subjectDue(state) === null) break;
    result = stepSubject(state, { type: 'timer', profile: subject }, context);
  }
  assert.deepEqual(
    reached,
    Array.from({ length: pages }, (_, page) => memberPage('acme', page + 1)),
  );
});

test('who leaves or is erased is struck off the page that keeps her, whoever she has become', () => {
  const network = createNetwork();
  const people = membersPerPage + 3;
  for (let who = 0; who < people; who++) {
    const joining = stimulusOf({ who, at: 5, kind: 'join', traits: {} }, who);
    network.take(joining.profile, joining);
  }
  network.settle(() => 0);
  const last = () => (network.states.get(memberPage('acme', 1)) as CompanyState).members;
  const [leaving = '', loser = '', erased = ''] = last();
  const base = { workspace: 1, at: 9, receivedAt: noon } as const;
  const whoOf = (profile: string) =>
    Array.from({ length: people }, (_, who) => who).find((who) => person(who) === profile) ?? 0;
  network.take(leaving, stimulusOf({ who: whoOf(leaving), at: 8, kind: 'leave', traits: {} }, people + 1));
  network.settle(() => 0);
  assert.deepEqual(last(), [loser, erased]);
  network.take(loser, { ...base, type: 'merge', profile: loser, id: 'merge', winner: erased });
  network.settle(() => 0);
  const before = network.sent();
  for (const profile of [loser, erased]) {
    network.take(profile, { ...base, type: 'erase', profile, id: `erase:${profile}`, erasure: '1' });
  }
  network.settle(() => 0);
  assert.deepEqual(last(), []);
  assert.equal(network.sent() - before, 4);
});

test('who is merged is told by her old id, and after an undo each has the companies that are hers', () => {
  const network = createNetwork();
  const [loser, winner] = [person(0), person(1)];
  const base = { workspace: 1, at: 9, receivedAt: noon } as const;
  const group = (who: number, at: number, plan: string) =>
    network.take(person(who), stimulusOf({ who, at, kind: 'group', traits: { plan } }, at));
  group(0, 2, 'free');
  network.settle(() => 0);
  network.take(loser, { ...base, type: 'merge', profile: loser, id: 'merge', winner });
  network.settle(() => 0);
  group(2, 3, 'pro');
  network.settle(() => 0);
  const plan = (subject: string) => companiesOf(network.states.get(subject) as ProfileState)[0]?.traits.plan;
  assert.equal(plan(winner), 'pro');
  network.take(loser, { ...base, type: 'unmerge', profile: loser, id: 'undo', undo: 'undo', identities: [] });
  network.settle(() => 0);
  assert.deepEqual([plan(loser), plan(winner)], ['pro', undefined]);
});

test('a company that is deleted has no members and no traits until somebody tells of it anew', () => {
  const network = createNetwork();
  const subject = companySubject('acme');
  const told = { workspace: 1, profile: subject, receivedAt: noon, company: 'acme' } as const;
  for (const at of [2, 3])
    network.take(person(at), stimulusOf({ who: at, at, kind: 'group', traits: { city: 'a' } }, at));
  network.settle(() => 0);
  network.take(subject, { ...told, type: 'company_told', id: 'delete', at: 5, traits: {}, deleted: true });
  network.settle(() => 0);
  assert.equal(isDeleted(network.states.get(subject) as CompanyState), true);
  assert.deepEqual(network.newest(subject), { deleted: true, traits: {} });
  const members = () => [2, 3].map((who) => companiesOf(network.states.get(person(who)) as ProfileState).length);
  assert.deepEqual(members(), [0, 0]);
  network.take(person(2), stimulusOf({ who: 2, at: 4, kind: 'group', traits: { plan: 'old' } }, 10));
  network.settle(() => 0);
  assert.deepEqual(members(), [0, 0]);
  network.take(person(2), stimulusOf({ who: 2, at: 6, kind: 'group', traits: { plan: 'new' } }, 11));
  network.settle(() => 0);
  assert.deepEqual(members(), [1, 0]);
  assert.deepEqual(companiesOf(network.states.get(person(2)) as ProfileState)[0]?.traits, { plan: 'new' });
});
