import type { Identity, IdentityKind, ProfileId } from '#contracts/identifiers.ts';
import type { IdentityDecision } from './decide.ts';
import { isDevice } from './rules.ts';

/** What is known of an identity. */
export interface KnownIdentity extends Identity {
  readonly profile: ProfileId;
  /** It came with too many people and names none of them; `profile` is the device's or address' own. */
  readonly shared: boolean;
  /** Other people with whom it came although it is not theirs. */
  readonly others: readonly ProfileId[];
}

/** What decides whether somebody may be joined with somebody else. */
export interface KnownPerson {
  readonly profile: ProfileId;
  /** How many identities she has of each kind that has a limit. */
  readonly counts: ReadonlyMap<IdentityKind, number>;
  /** How many became part of her within 24 hours. */
  readonly mergedToday: number;
  /** People of whom somebody said that they are not her. */
  readonly apart: readonly ProfileId[];
}

/** The identities that events name and the people behind them, as far as there are any. */
export interface KnownPeople {
  identity(identity: Identity): KnownIdentity | undefined;
  person(profile: ProfileId): KnownPerson;
}

export interface PersonFacts {
  readonly profile: ProfileId;
  readonly mergedToday: number;
  readonly apart: readonly ProfileId[];
}

/** More than a device: somebody said who she is. */
export function isKnown(counts: KnownPerson['counts']): boolean {
  return [...counts].some(([kind, count]) => count > 0 && !isDevice(kind));
}

export function identityKey({ kind, value }: Identity): string {
  return `${kind}:${value}`;
}

/** People known at the beginning of a batch, moved on by each of its decisions. */
export interface PeopleDraft extends KnownPeople {
  apply(decision: IdentityDecision): void;
  identities(): readonly KnownIdentity[];
}

export function draftPeople(rows: readonly KnownIdentity[], facts: readonly PersonFacts[]): PeopleDraft {
  const identities = new Map(rows.map((row) => [identityKey(row), row]));
  const told = new Map(facts.map((one) => [one.profile, one]));
  const people = new Map<ProfileId, KnownPerson>();
  const keys = new Map<ProfileId, Set<string>>();
  for (const [key, { profile }] of identities) keysOf(profile).add(key);

  function keysOf(profile: ProfileId): Set<string> {
    const own = keys.get(profile) ?? new Set();
    keys.set(profile, own);
    return own;
  }

  function person(profile: ProfileId): KnownPerson {
    const held = people.get(profile);
    if (held) return held;
    const made = { mergedToday: 0, apart: [], ...told.get(profile), profile, counts: countKinds(keysOf(profile)) };
    people.set(profile, made);
    return made;
  }

  function countKinds(own: ReadonlySet<string>): Map<IdentityKind, number> {
    const counts = new Map<IdentityKind, number>();
    for (const key of own) {
      const row = identities.get(key);
      if (row && !row.shared) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
    }
    return counts;
  }

  function place(row: KnownIdentity): void {
    const key = identityKey(row);
    const before = identities.get(key);
    if (before) {
      keysOf(before.profile).delete(key);
      people.delete(before.profile);
    }
    identities.set(key, row);
    keysOf(row.profile).add(key);
    people.delete(row.profile);
  }

  function merge(loser: ProfileId, winner: ProfileId): void {
    const [lost, won] = [person(loser), person(winner)];
    const own = keysOf(winner);
    for (const key of keysOf(loser)) {
      const row = identities.get(key);
      if (row) identities.set(key, { ...row, profile: winner });
      own.add(key);
    }
    keys.delete(loser);
    people.delete(loser);
    const apart = [...new Set([...won.apart, ...lost.apart])];
    people.set(winner, { profile: winner, counts: countKinds(own), mergedToday: won.mergedToday + 1, apart });
    for (const other of lost.apart) {
      const known = person(other);
      people.set(other, { ...known, apart: [...new Set([...known.apart, winner])] });
    }
  }

  return {
    identity: (identity) => identities.get(identityKey(identity)),
    person,
    apply({ profile, merges, links, moves, seen, shared }) {
      for (const { loser, winner } of merges) merge(loser, winner);
      for (const link of links) {
        const before = person(link.profile);
        place({ ...link, shared: false, others: [] });
        keepFacts(before);
      }
      for (const { kind, value, from } of moves) {
        const row = identities.get(identityKey({ kind, value }));
        const [old, next] = [person(from), person(profile)];
        if (row) place({ ...row, profile });
        keepFacts(old);
        keepFacts(next);
      }
      for (const identity of seen) {
        const row = identities.get(identityKey(identity));
        if (row) identities.set(identityKey(identity), { ...row, others: [...row.others, profile] });
      }
      for (const { kind, value, from, to } of shared) {
        const row = identities.get(identityKey({ kind, value }));
        const old = person(from);
        if (row) place({ ...row, profile: to, shared: true });
        keepFacts(old);
      }
    },
    identities: () => [...identities.values()],
  };

  /** Counts are made anew from the rows; what was told about the person stays. */
  function keepFacts({ profile, mergedToday, apart }: KnownPerson): void {
    people.set(profile, { profile, mergedToday, apart, counts: countKinds(keysOf(profile)) });
  }
}
