import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Identity } from '#contracts/identifiers.ts';
import { naming } from '#test/identity-arbitrary.ts';
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
  namings: readonly { readonly identities: readonly Identity[]; readonly previous?: Identity }[],
  look: (known: readonly KnownIdentity[], decision: IdentityDecision, named: readonly Identity[]) => void = () => {},
): readonly KnownIdentity[] {
  let rows: readonly KnownIdentity[] = [];
  namings.forEach(({ identities, previous }, index) => {
    deepFreeze(rows);
    const decision = decideIdentity(identities, rows, `fresh-${index}`, previous);
    assert.deepEqual(decideIdentity(identities, [...rows].reverse(), `fresh-${index}`, previous), decision);
    look(rows, decision, identities);
    rows = apply(rows, decision);
  });
  return rows;
}

test('every identity of an event ends with its person or is a conflict, and nobody loses to herself', () => {
  fc.assert(
    fc.property(fc.array(naming({ alias: true }), { maxLength: 30 }), (namings) => {
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
    fc.property(fc.array(naming({ alias: true }), { maxLength: 30 }), (namings) => {
      for (const ofProfile of Map.groupBy(tell(namings), (row) => row.profile).values()) {
        assert.equal(new Set(ofProfile.map((row) => row.owner)).size, 1);
      }
    }),
  );
});

test('two different userIds are never joined without an alias call', () => {
  fc.assert(
    fc.property(fc.array(naming({ alias: false }), { maxLength: 40 }), (namings) => {
      for (const ofProfile of Map.groupBy(tell(namings), (row) => row.profile).values()) {
        assert.ok(ofProfile.filter((row) => row.kind === 'userId').length <= 1);
      }
    }),
  );
});

test('an event with a userId belongs to that user, whatever else it names', () => {
  fc.assert(
    fc.property(fc.array(naming({ alias: true }), { maxLength: 30 }), (namings) => {
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
    { identities: [user('new')], previous: user('old') },
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
