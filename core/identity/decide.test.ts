import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Identity } from '#contracts/identifiers.ts';
import { type Naming, naming } from '#test/identity-arbitrary.ts';
import { deepFreeze } from '#test/work.ts';
import { decideIdentity, type IdentityDecision, type KnownIdentity } from './decide.ts';

const same = (a: Identity, b: Identity) => a.kind === b.kind && a.value === b.value;

/** What a store makes of a decision. */
function apply(rows: readonly KnownIdentity[], { merges, claim, links, owner, profile }: IdentityDecision) {
  const losers = new Set(merges.map(({ loser }) => loser));
  const moved = rows.map((row) => (losers.has(row.profile) ? { ...row, profile, owner } : row));
  const claimed = moved.map((row) => (claim && row.profile === claim.profile ? { ...row, owner: claim.owner } : row));
  return [...claimed, ...links];
}

/** Tells events one after the other; calls back with what was known before and what was decided. */
function tell(
  namings: readonly Naming[],
  look: (known: readonly KnownIdentity[], decision: IdentityDecision, named: readonly Identity[]) => void = () => {},
): readonly KnownIdentity[] {
  let rows: readonly KnownIdentity[] = [];
  namings.forEach(({ identities, ...rest }, index) => {
    deepFreeze(rows);
    const decision = decideIdentity(identities, rows, `fresh-${index}`, rest);
    assert.deepEqual(decideIdentity(identities, [...rows].reverse(), `fresh-${index}`, rest), decision);
    look(rows, decision, identities);
    rows = apply(rows, decision);
  });
  return rows;
}

test('every identity of an event ends with its person or is a conflict, and nobody loses to herself', () => {
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 30 }), (namings) => {
      tell(namings, (known, decision, named) => {
        const after = apply(known, decision);
        for (const identity of named) {
          const isOwn = decision.identities.some((own) => same(own, identity));
          assert.notEqual(
            isOwn,
            decision.conflicts.some((conflict) => same(conflict, identity)),
          );
          assert.equal(after.find((row) => same(row, identity))?.profile === decision.profile, isOwn);
        }
        assert.ok(decision.merges.every(({ loser, winner }) => loser !== winner && winner === decision.profile));
      });
    }),
  );
});

test('all rows of a person name the same owner', () => {
  fc.assert(
    fc.property(fc.array(naming, { maxLength: 30 }), (namings) => {
      for (const ofProfile of Map.groupBy(tell(namings), (row) => row.profile).values()) {
        assert.equal(new Set(ofProfile.map((row) => row.owner)).size, 1);
      }
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
        const row = userId && known.find((one) => same(one, userId));
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
  const decision = decideIdentity([user('old'), device], rows, 'fresh');
  assert.equal(decision.profile, 'fresh-1');
  assert.deepEqual(decision.conflicts, []);
  assert.deepEqual(decision.links, [{ ...device, profile: 'fresh-1', owner: 'new' }]);
});

test('a device that one user has claimed brings no other user along', () => {
  const rows = tell([{ identities: [device] }, { identities: [user('anna'), device] }]);
  const decision = decideIdentity([user('berta'), device], rows, 'fresh');
  assert.equal(decision.profile, 'fresh');
  assert.deepEqual(decision.merges, []);
  assert.deepEqual(decision.conflicts, [device]);
});

test('what nobody has claimed joins the strongest who is known', () => {
  const email: Identity = { kind: 'email', value: 'anna@example.com' };
  const rows = tell([{ identities: [user('anna')] }, { identities: [email] }, { identities: [device] }]);
  const decision = decideIdentity([user('anna'), email, device], rows, 'fresh');
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
    const decision = decideIdentity(stranger.identities, rows, 'fresh', { previous: user('anna') });
    assert.deepEqual([decision.merges, decision.claim, decision.conflicts], [[], null, [user('anna')]]);
  });
}

test('an alias of a public write key brings along what nobody has claimed', () => {
  const rows = tell([
    { identities: [device] },
    { identities: [user('anna')] },
    { identities: [user('anna')], previous: device },
    { identities: [user('anna')], previous: { kind: 'email', value: 'anna@example.com' } },
  ]);
  assert.deepEqual(new Set(rows.map((row) => `${row.profile} ${row.owner}`)), new Set(['fresh-1 anna']));
  assert.equal(rows.length, 3);
});
