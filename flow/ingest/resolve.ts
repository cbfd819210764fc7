import { uuidv7 } from 'uuidv7';
import type { IdentityChange, IdentityStore, KnownIdentities, PendingMerge } from '#components/store/port/identity.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { decideIdentity, type IdentityDecision } from '#core/identity/decide.ts';
import { draftPeople, identityKey, type KnownIdentity } from '#core/identity/known-people.ts';
import type { IdentityRules } from '#core/identity/rules.ts';
import type { IdentityCache } from './identity-cache.ts';
import { sumConflicts } from './sum-conflicts.ts';

export interface ResolvedEvent {
  readonly event: TrackedEvent;
  readonly profile: ProfileId;
  /** Those of the event's identities that are this person's. */
  readonly identities: readonly Identity[];
}

export interface Resolution {
  readonly events: readonly ResolvedEvent[];
  readonly merges: readonly PendingMerge[];
  /** How many identities left somebody otherwise than by a merge. */
  readonly moves: number;
  readonly conflicts: IdentityChange['conflicts'];
  /** There was something to decide, and nobody whom its events name was known. */
  readonly onlyStrangers: boolean;
}

/**
 * Finds or creates the person of each event. What the cache knows for certain costs nothing; of the rest those who are known
 * by all that the event names are read without a lock, and one transaction decides what is left. It reads them as well, so a
 * batch that is likely to hold strangers only, as a first import does, need not be read before (`isLookedUp`); they are then
 * written as such, and read when one of them is not.
 */
export async function resolveEvents(
  store: IdentityStore,
  cache: IdentityCache,
  events: readonly TrackedEvent[],
  rulesOf: (workspace: WorkspaceId) => IdentityRules,
  isLookedUp = true,
): Promise<Resolution> {
  const resolved = events.map((event) => fromCache(cache, event, rulesOf(event.workspace)));
  const merges: PendingMerge[] = [];
  const conflicts: IdentityChange['conflicts'][number][] = [];
  let moves = 0;
  let known = 0;
  if (isLookedUp) {
    const unknown = events.filter((_, index) => resolved[index] === undefined);
    for (const [workspace, ofWorkspace] of Map.groupBy(unknown, (event) => event.workspace)) {
      await learn(store, cache, workspace, ofWorkspace, rulesOf(workspace));
    }
    events.forEach((event, index) => {
      resolved[index] ??= fromCache(cache, event, rulesOf(event.workspace));
    });
  }
  const open = events.filter((_, index) => resolved[index] === undefined);
  const places = new Map(events.map((event, index) => [event, index]));
  for (const [workspace, ofWorkspace] of Map.groupBy(open, (event) => event.workspace)) {
    const rules = rulesOf(workspace);
    const generation = cache.generation();
    const { change: decided, merges: made } = await decideTogether(store, workspace, ofWorkspace, rules, isLookedUp);
    for (const { event, profile, identities } of decided.events) {
      resolved[places.get(event) ?? -1] = { event, profile, identities };
      for (const identity of identities) {
        if (rules.of(identity.kind)) cache.set(workspace, identity, profile, generation);
      }
    }
    for (const { from } of decided.moves) cache.forget(workspace, from);
    merges.push(...made);
    conflicts.push(...decided.conflicts);
    moves += decided.moves.length;
    known += decided.known;
  }
  const onlyStrangers = open.length > 0 && known === 0;
  return { events: resolved.filter((event) => event !== undefined), merges, moves, conflicts, onlyStrangers };
}

/** Reads into the cache whose these events' identities are, as far as they are somebody's. */
async function learn(
  store: IdentityStore,
  cache: IdentityCache,
  workspace: WorkspaceId,
  events: readonly TrackedEvent[],
  rules: IdentityRules,
): Promise<void> {
  const named = new Map<string, Identity>();
  for (const { identities, previous } of events) {
    if (previous !== undefined) continue;
    for (const identity of identities) {
      if (rules.of(identity.kind) === undefined || cache.get(workspace, identity) !== undefined) continue;
      named.set(identityKey(identity), identity);
    }
  }
  if (named.size === 0) return;
  const generation = cache.generation();
  for (const row of await store.find(workspace, [...named.values()])) {
    if (!row.shared) cache.set(workspace, row, row.profile, generation);
  }
}

function fromCache(cache: IdentityCache, event: TrackedEvent, rules: IdentityRules): ResolvedEvent | undefined {
  if (event.previous !== undefined) return undefined;
  let profile: ProfileId | undefined;
  for (const identity of event.identities) {
    if (rules.of(identity.kind) === undefined) continue;
    const known = cache.get(event.workspace, identity);
    if (known === undefined || (profile !== undefined && known !== profile)) return undefined;
    profile = known;
  }
  return profile === undefined ? undefined : { event, profile, identities: event.identities };
}

/** Decides event after event, each on what the ones before it changed, and writes the sum of the changes at once. */
async function decideTogether(
  store: IdentityStore,
  workspace: WorkspaceId,
  events: readonly TrackedEvent[],
  rules: IdentityRules,
  isLookedUp: boolean,
) {
  const identities = new Map<string, Identity>();
  for (const event of events) {
    for (const identity of event.identities) {
      if (rules.of(identity.kind)) identities.set(identityKey(identity), identity);
    }
    if (event.previous) identities.set(identityKey(event.previous), event.previous);
  }
  const decide = ({ rows, people }: KnownIdentities) => {
    const draft = draftPeople(rows, people);
    const decisions = events.map((event) => {
      const decision = decideIdentity(event, draft, uuidv7, rules);
      draft.apply(decision);
      return decision;
    });
    return sumOf(events, decisions, rows, draft.identities());
  };
  const expected = isLookedUp ? 'anybody' : 'strangers';
  return await store.resolve(workspace, [...identities.values()], rules.limitedKinds, decide, expected);
}

/**
 * As it stands at the end of the batch: a person may be made, linked and merged on within it, and whoever lost must not
 * be named as anybody's winner.
 */
function sumOf(
  events: readonly TrackedEvent[],
  decisions: readonly IdentityDecision[],
  before: readonly KnownIdentity[],
  after: readonly KnownIdentity[],
) {
  const winners = new Map(
    decisions.flatMap(({ merges }) => merges.map(({ loser, winner }) => [loser, winner] as const)),
  );
  const current = (profile: ProfileId): ProfileId => {
    const winner = winners.get(profile);
    return winner === undefined ? profile : current(winner);
  };
  const held = new Map(before.map((row) => [identityKey(row), row]));
  const updates = after.filter((row) => {
    const old = held.get(identityKey(row));
    if (old === undefined) return false;
    return row.shared !== old.shared || row.others !== old.others || row.profile !== current(old.profile);
  });
  return {
    known: before.length,
    events: events.map((event, index) => {
      const { profile, identities } = decisions[index] as IdentityDecision;
      return { event, profile: current(profile), identities };
    }),
    merges: [...winners].map(([loser, winner]) => ({ loser, winner: current(winner) })),
    updates,
    links: after.filter((row) => !held.has(identityKey(row))),
    moves: decisions.flatMap(({ profile, moves, shared }) =>
      [...moves.map((move) => ({ ...move, to: profile })), ...shared]
        .map(({ kind, value, from, to }) => ({ kind, value, from: current(from), to: current(to) }))
        .filter(({ from, to }) => from !== to),
    ),
    conflicts: sumConflicts(events, decisions, current),
  };
}
