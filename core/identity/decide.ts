import type { Identity, IdentityKind, ProfileId } from '#contracts/identifiers.ts';
import { joinObstacle, type Obstacle, roomFor } from './join-obstacle.ts';
import { isKnown, type KnownIdentity, type KnownPeople } from './known-people.ts';
import { type IdentityRules, isDevice } from './rules.ts';

export interface IdentityConflict extends Identity {
  /** Whose it is; the person of the event herself where she has too many of the kind. */
  readonly holder: ProfileId;
  readonly reason: Obstacle['reason'] | 'shared_value';
  /** The kind by which they differ, or of which there are too many. */
  readonly detail: IdentityKind;
  /** A rule of the kind has answered it; otherwise a person decides. */
  readonly settled: boolean;
}

export interface IdentityDecision {
  /** The person that the event belongs to. */
  readonly profile: ProfileId;
  readonly created: boolean;
  /** Identities of the event that are hers. */
  readonly identities: readonly Identity[];
  /** New rows. */
  readonly links: readonly (Identity & { readonly profile: ProfileId })[];
  readonly merges: readonly { readonly loser: ProfileId; readonly winner: ProfileId }[];
  /** Identities that leave somebody for the person of the event, because the newest word counts for their kind. */
  readonly moves: readonly (Identity & { readonly from: ProfileId })[];
  /** Identities of others that came with her for the first time. */
  readonly seen: readonly Identity[];
  /** Identities that came with too many people: they leave whoever had them and name nobody from now on. */
  readonly shared: readonly (Identity & { readonly from: ProfileId; readonly to: ProfileId })[];
  readonly conflicts: readonly IdentityConflict[];
}

export interface Naming {
  /** Strongest first. */
  readonly identities: readonly Identity[];
  /**
   * The word of an `alias` call. From a trusted sender it joins that identity's person even against limits; anybody can
   * send with a public write key, so otherwise it joins only who has no userId of her own.
   */
  readonly previous?: Identity;
  readonly trusted?: true;
}

interface Named {
  readonly identity: Identity;
  readonly row: KnownIdentity | undefined;
}

/**
 * Finds the person of an event by the rules of the workspace. The strongest identity that is known names her; whoever
 * else is named becomes part of her where nothing speaks against it, and is a conflict where something does: two people
 * with different userIds are never joined, however many addresses and devices they share.
 */
export function decideIdentity(
  { identities, previous, trusted }: Naming,
  known: KnownPeople,
  fresh: () => ProfileId,
  rules: IdentityRules,
): IdentityDecision {
  const naming: Named[] = identities
    .filter(({ kind }) => rules.of(kind) !== undefined)
    .map((identity) => ({ identity, row: known.identity(identity) }));
  const alone = naming.filter(({ row }) => row?.shared !== true);
  if (alone.length === 0) return onlyShared(naming, identities, fresh, rules);

  const chosen = choose(alone, known, rules) ?? byAlias(alone, previous, known, rules, trusted);
  const profile = chosen ?? fresh();
  const person = known.person(profile);
  const counts = new Map(person.counts);
  const losers = new Set<ProfileId>();
  const own: Identity[] = [];
  const result = { links: [] as Identity[], moves: [], seen: [], shared: [], conflicts: [] } as Settled & {
    links: Identity[];
  };
  const isProven = trusted === true && previous !== undefined;
  // Known is also who becomes so with this event.
  for (const { identity, row } of alone) {
    if (row !== undefined) continue;
    if (isProven || roomFor(identity.kind, counts, rules)) {
      result.links.push(identity);
      add(counts, identity.kind);
    } else {
      const conflict = { ...identity, holder: profile, detail: identity.kind, settled: false };
      result.conflicts.push({ ...conflict, reason: 'too_many_values' });
    }
  }
  const join = (row: KnownIdentity, obstacle: Obstacle | undefined): boolean => {
    if (row.profile === profile || losers.has(row.profile)) return true;
    if (obstacle) return false;
    losers.add(row.profile);
    for (const [kind, count] of known.person(row.profile).counts) add(counts, kind, count);
    return true;
  };
  const draft = () => ({ ...person, counts, mergedToday: person.mergedToday + losers.size });
  for (const { identity, row } of naming) {
    if (row === undefined) continue;
    if (row.shared) continue;
    const obstacle = joinObstacle(identity.kind, draft(), known.person(row.profile), rules);
    if (join(row, obstacle)) continue;
    if (obstacle) settle(result, row, obstacle, profile, fresh, rules, counts);
  }
  if (previous) {
    const row = known.identity(previous);
    const obstacle = aliasObstacle(previous, row, draft(), known, rules, trusted);
    if (obstacle) {
      const holder = row?.profile ?? profile;
      result.conflicts.push({ kind: previous.kind, value: previous.value, holder, ...obstacle, settled: false });
    } else if (row) {
      join(row, undefined);
    } else if (!result.links.some((link) => same(link, previous))) {
      result.links.push(previous);
    }
  }
  for (const identity of identities) {
    const row = known.identity(identity);
    const isLinked = result.links.some((link) => same(link, identity));
    const isMoved = result.moves.some((move) => same(move, identity));
    const isShared = row?.shared === true || result.shared.some((shared) => same(shared, identity));
    const isTaken = row !== undefined && (row.profile === profile || losers.has(row.profile));
    const namesNobody = rules.of(identity.kind) === undefined;
    if (namesNobody || isLinked || isMoved || (isTaken && !isShared)) own.push(identity);
  }
  return {
    profile,
    created: chosen === undefined,
    identities: own,
    links: result.links.map((link) => ({ ...link, profile })),
    merges: [...losers].map((loser) => ({ loser, winner: profile })),
    moves: result.moves,
    seen: result.seen,
    shared: result.shared,
    conflicts: result.conflicts,
  };
}

/** The strongest identity that is known, unless the event names something stronger for which its person has no room. */
function choose(named: readonly Named[], known: KnownPeople, rules: IdentityRules): ProfileId | undefined {
  const unknown: IdentityKind[] = [];
  for (const { identity, row } of named) {
    if (row === undefined) {
      unknown.push(identity.kind);
      continue;
    }
    const { counts } = known.person(row.profile);
    // With a new userId she is somebody else, however many userIds a person may have.
    const fits = unknown.every((kind) => (kind === 'userId' ? !counts.get(kind) : roomFor(kind, counts, rules)));
    const mayTake = rules.of(identity.kind)?.onConflict === 'merge' || isDevice(identity.kind) || !isKnown(counts);
    if (fits && (unknown.length === 0 || mayTake)) return row.profile;
  }
  return undefined;
}

function byAlias(
  named: readonly Named[],
  previous: Identity | undefined,
  known: KnownPeople,
  rules: IdentityRules,
  trusted: true | undefined,
): ProfileId | undefined {
  const row = previous && known.identity(previous);
  if (!row || row.shared || named.some((one) => one.row)) return undefined;
  const { counts } = known.person(row.profile);
  const fits = named.every(({ identity }) => roomFor(identity.kind, counts, rules));
  return trusted || (fits && !counts.get('userId')) ? row.profile : undefined;
}

function aliasObstacle(
  previous: Identity,
  row: KnownIdentity | undefined,
  taker: Parameters<typeof joinObstacle>[1],
  known: KnownPeople,
  rules: IdentityRules,
  trusted: true | undefined,
): Pick<IdentityConflict, 'reason' | 'detail'> | undefined {
  if (rules.of(previous.kind) === undefined || row?.shared) return { reason: 'shared_value', detail: previous.kind };
  if (trusted || row?.profile === taker.profile) return undefined;
  const other = row && known.person(row.profile);
  const theirs = other ? other.counts.get('userId') : previous.kind === 'userId' ? 1 : 0;
  // A userId that nobody has yet may be somebody's tomorrow.
  if (theirs && taker.counts.get('userId')) return { reason: 'alias_not_trusted', detail: 'userId' };
  if (other) return joinObstacle(previous.kind, taker, other, rules);
  return roomFor(previous.kind, taker.counts, rules) ? undefined : { reason: 'too_many_values', detail: previous.kind };
}

interface Settled {
  readonly moves: (Identity & { readonly from: ProfileId })[];
  readonly seen: Identity[];
  readonly shared: (Identity & { readonly from: ProfileId; readonly to: ProfileId })[];
  readonly conflicts: IdentityConflict[];
}

/** What becomes of an identity of somebody else who is not joined. */
function settle(
  result: Settled,
  row: KnownIdentity,
  obstacle: Obstacle,
  profile: ProfileId,
  fresh: () => ProfileId,
  rules: IdentityRules,
  counts: Map<IdentityKind, number>,
): void {
  const { kind, value, profile: holder } = row;
  const rule = rules.of(kind);
  if (rule?.onConflict === 'newest' && obstacle.reason !== 'too_many_merges' && roomFor(kind, counts, rules)) {
    result.moves.push({ kind, value, from: holder });
    add(counts, kind);
    return;
  }
  const isNew = !row.others.includes(profile);
  if (isNew) result.seen.push({ kind, value });
  const limit = rule?.peoplePerValue ?? null;
  if (isNew && limit !== null && row.others.length + 1 > limit) {
    result.shared.push({ kind, value, from: holder, to: fresh() });
    result.conflicts.push({ kind, value, holder, reason: 'shared_value', detail: kind, settled: true });
    return;
  }
  if (obstacle.reason === 'kept_apart') return;
  const settled = rule?.onConflict === 'oldest' && obstacle.reason !== 'too_many_merges';
  result.conflicts.push({ kind, value, holder, ...obstacle, settled });
}

/** A shared device that names nobody else: what happens on it belongs to the device. */
function onlyShared(
  naming: readonly Named[],
  identities: readonly Identity[],
  fresh: () => ProfileId,
  rules: IdentityRules,
): IdentityDecision {
  const first = naming[0]?.row;
  const none = { links: [], merges: [], moves: [], seen: [], shared: [], conflicts: [] };
  const isOwn = ({ row, identity }: Named) => row?.profile === first?.profile && rules.of(identity.kind) !== undefined;
  const own = naming.filter(isOwn).map(({ identity }) => identity);
  const unnamed = identities.filter(({ kind }) => rules.of(kind) === undefined);
  const profile = first?.profile ?? fresh();
  return { profile, created: first === undefined, identities: [...own, ...unnamed], ...none };
}

function add(counts: Map<IdentityKind, number>, kind: IdentityKind, count = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + count);
}

function same(a: Identity, b: Identity): boolean {
  return a.kind === b.kind && a.value === b.value;
}
