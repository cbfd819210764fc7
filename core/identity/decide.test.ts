import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Identity } from '#contracts/identifiers.ts';
import { defaultIdentitySettings, type IdentityRule } from '#contracts/identity-rule.ts';
import { deepFreeze } from '#test/builders.ts';
import { naming } from '#test/identity-arbitrary.ts';
import { decideIdentity, type IdentityDecision, type Naming } from './decide.ts';
import { draftPeople, type KnownIdentity, type KnownPeople } from './known-people.ts';
import { compileIdentityRules, defaultIdentityRules, type IdentityRules } from './rules.ts';

const same = (a: Identity, b: Identity) => a.kind === b.kind && a.value === b.value;

/** Tells events one after the other; calls back with what was known before and what was decided. */
function tell(
  namings: readonly Naming[],
  look: (
    known: KnownPeople,
    decision: IdentityDecision,
    named: readonly Identity[],
    after: () => KnownPeople,
  ) => void = () => {},
  rules: IdentityRules = defaultIdentityRules,
): readonly KnownIdentity[] {
  let rows: readonly KnownIdentity[] = [];
  let made = 0;
  namings.forEach((one) => {
    const people = draftPeople(deepFreeze(rows), []);
    const before = made;
    const decision = decideIdentity(one, people, () => `fresh-${made++}`, rules);
    const again = made;
    made = before;
    assert.deepEqual(
      decideIdentity(one, draftPeople([...rows].reverse(), []), () => `fresh-${made++}`, rules),
      decision,
    );
    made = again;
    look(draftPeople(rows, []), decision, one.identities, () => people);
    people.apply(decision);
    rows = people.identities();
  });
  return rows;
}

const decide = (one: Naming, rows: readonly KnownIdentity[], rules = defaultIdentityRules) => {
  let made = 0;
  return decideIdentity(one, draftPeople(rows, []), () => `new-${made++}`, rules);
};

const bare = ({ kind, value }: Identity): Identity => ({ kind, value });

test('every identity of an event ends with its person or is a conflict, and nobody loses to herself', () => {
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 30 }), (namings) => {
      tell(namings, (known, decision, named) => {
        const rows = named.flatMap((identity) => known.identity(identity) ?? []);
        const after = draftPeople(rows, []);
        after.apply(decision);
        for (const identity of named) {
          const isOwn = decision.identities.some((own) => same(own, identity));
          assert.equal(after.identity(identity)?.profile === decision.profile, isOwn, JSON.stringify(identity));
        }
        assert.ok(decision.merges.every(({ loser, winner }) => loser !== winner && winner === decision.profile));
      });
    }),
  );
});

test('two different userIds are never joined without an alias call of a trusted sender', () => {
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 40 }), (namings) => {
      const untrusted = namings.map(({ trusted: _, ...rest }) => rest);
      for (const ofProfile of Map.groupBy(tell(untrusted), (row) => row.profile).values()) {
        assert.ok(ofProfile.filter((row) => row.kind === 'userId').length <= 1);
      }
    }),
  );
});

test('an event with a userId belongs to that user, whatever else it names', () => {
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 30 }), (namings) => {
      tell(namings, (known, decision, named) => {
        const userId = named.find((identity) => identity.kind === 'userId');
        const row = userId && known.identity(userId);
        if (row) assert.equal(decision.profile, row.profile);
        if (userId) assert.ok(decision.identities.some((own) => same(own, userId)));
      });
    }),
  );
});

const user = (value: string): Identity => ({ kind: 'userId', value });
const device: Identity = { kind: 'anonymousId', value: 'device' };

test('after an alias the old userId still names the same person', () => {
  const rows = tell([
    { identities: [user('old')] },
    { identities: [user('new')] },
    { identities: [user('new')], previous: user('old'), trusted: true },
  ]);
  const decision = decide({ identities: [user('old'), device] }, rows);
  assert.equal(decision.profile, 'fresh-1');
  assert.deepEqual(decision.conflicts, []);
  assert.deepEqual(decision.links, [{ ...device, profile: 'fresh-1' }]);
});

test('a device that one user has claimed brings no other user along', () => {
  const rows = tell([{ identities: [device] }, { identities: [user('anna'), device] }]);
  const decision = decide({ identities: [user('berta'), device] }, rows);
  assert.equal(decision.profile, 'new-0');
  assert.deepEqual(decision.merges, []);
  assert.deepEqual(decision.conflicts.map(bare), [device]);
});

test('what nobody has claimed joins the strongest who is known', () => {
  const email: Identity = { kind: 'email', value: 'anna@example.com' };
  const rows = tell([{ identities: [user('anna')] }, { identities: [email] }, { identities: [device] }]);
  const decision = decide({ identities: [user('anna'), email, device] }, rows);
  assert.equal(decision.profile, 'fresh-0');
  assert.deepEqual(decision.merges, [
    { loser: 'fresh-1', winner: 'fresh-0' },
    { loser: 'fresh-2', winner: 'fresh-0' },
  ]);
});

const stranger: Naming = { identities: [user('stranger')], previous: user('anna') };
const before: { readonly [name: string]: readonly Naming[] } = {
  'both are known': [{ identities: [user('anna')] }, { identities: [user('stranger')] }],
  'the new userId is not known yet': [{ identities: [user('anna')] }],
  'the old userId is not known yet': [{ identities: [user('stranger')] }],
};
for (const [name, namings] of Object.entries(before)) {
  test(`an alias of a public write key takes nobody over: ${name}`, () => {
    const rows = tell([...namings, stranger, { identities: [user('anna')] }]);
    const profileOf = (value: string) => rows.find((row) => row.value === value)?.profile;
    assert.notEqual(profileOf('anna'), profileOf('stranger'));
    const decision = decide(stranger, rows);
    assert.deepEqual([decision.merges, decision.conflicts.map(bare)], [[], [user('anna')]]);
  });
}

test('an alias of a public write key brings along what nobody has claimed', () => {
  const rows = tell([
    { identities: [device] },
    { identities: [user('anna')] },
    { identities: [user('anna')], previous: device },
    { identities: [user('anna')], previous: { kind: 'email', value: 'anna@example.com' } },
  ]);
  assert.deepEqual(new Set(rows.map((row) => row.profile)), new Set(['fresh-1']));
  assert.equal(rows.length, 3);
});

const email = (value: string): Identity => ({ kind: 'email', value });
const phone: Identity = { kind: 'phone', value: '+447700900001' };

function rulesWith(kind: string, change: Partial<IdentityRule>, more: { mergesPerDay?: number } = {}): IdentityRules {
  const kinds = defaultIdentitySettings.kinds.map((rule) => (rule.kind === kind ? { ...rule, ...change } : rule));
  return compileIdentityRules({ ...defaultIdentitySettings, ...more, kinds });
}

test('a device on which many people sign in names none of them any more', () => {
  const people = ['anna', 'berta', 'clara', 'dora', 'emma'];
  const rows = tell([{ identities: [device] }, ...people.map((one) => ({ identities: [user(one), device] }))]);
  const row = rows.find((one) => one.kind === 'anonymousId');
  assert.equal(row?.shared, true);
  assert.equal(rows.filter(({ profile }) => profile === row?.profile).length, 1);
  const alone = decide({ identities: [device] }, rows);
  assert.deepEqual([alone.profile, alone.created], [row?.profile, false]);
  const withSomebody = decide({ identities: [user('frida'), device] }, rows);
  assert.deepEqual([withSomebody.merges, withSomebody.conflicts, withSomebody.identities], [[], [], [user('frida')]]);
});

test('a person never gets more of a kind than the rule allows, neither one by one nor by a merge', () => {
  const rules = rulesWith('email', { perPerson: 2 });
  const rows = tell(
    [
      ...['a', 'b', 'c'].map((one) => ({ identities: [user('anna'), email(one)] })),
      ...['d', 'e'].map((one) => ({ identities: [email(one), phone] })),
      { identities: [user('anna'), phone] },
    ],
    undefined,
    rules,
  );
  for (const own of Map.groupBy(rows, (row) => row.profile).values()) {
    assert.ok(own.filter(({ kind }) => kind === 'email').length <= 2);
  }
  const tooMany = decide({ identities: [user('anna'), email('f')] }, rows, rules);
  assert.partialDeepStrictEqual(tooMany.conflicts, [{ kind: 'email', reason: 'too_many_values', settled: false }]);
});

test('a kind that is asked about joins nobody who is known; the newest takes it along; a proof joins', () => {
  const card: Identity = { kind: 'loyaltyCard', value: '1' };
  const start: Naming[] = [{ identities: [card, email('a')] }, { identities: [user('anna')] }];
  const after = (onConflict: IdentityRule['onConflict']) => {
    const rules = rulesWith('loyaltyCard', { onConflict });
    return decide({ identities: [user('anna'), card] }, tell(start, undefined, rules), rules);
  };
  assert.deepEqual([after('ask').merges, after('ask').conflicts[0]?.settled], [[], false]);
  assert.deepEqual([after('oldest').merges, after('oldest').conflicts[0]?.settled], [[], true]);
  assert.deepEqual([after('newest').moves, after('newest').identities.length], [[{ ...card, from: 'fresh-0' }], 2]);
  assert.deepEqual(after('merge').merges, [{ loser: 'fresh-0', winner: 'fresh-1' }]);
});

test('people who were told apart stay apart, and it is not asked again', () => {
  const rows = tell([{ identities: [email('a')] }, { identities: [phone] }]);
  const people = draftPeople(rows, [{ profile: 'fresh-0', mergedToday: 0, apart: ['fresh-1'] }]);
  const decision = decideIdentity({ identities: [email('a'), phone] }, people, () => 'new', defaultIdentityRules);
  assert.deepEqual([decision.merges, decision.conflicts], [[], []]);
});

test('only so many become part of one person within a day', () => {
  const rules = rulesWith('email', {}, { mergesPerDay: 2 });
  const devices = [1, 2, 3].map((one): Identity => ({ kind: 'anonymousId', value: `device-${one}` }));
  const last: IdentityDecision[] = [];
  const namings = [user('anna'), ...devices].map((identity) => ({ identities: [identity] }));
  const joins = devices.map((one) => ({ identities: [user('anna'), one] }));
  const people = draftPeople(tell(namings, undefined, rules), []);
  for (const one of joins) {
    const decision = decideIdentity(one, people, () => 'new', rules);
    people.apply(decision);
    last.push(decision);
  }
  assert.deepEqual(
    last.map(({ merges }) => merges.length),
    [1, 1, 0],
  );
  assert.partialDeepStrictEqual(last[2]?.conflicts, [{ reason: 'too_many_merges', settled: false }]);
});
