import { uuidv7 } from 'uuidv7';
import type { IdentityStore, PendingMerge } from '#components/store/port/identity.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { decideIdentity, type IdentityDecision, type KnownIdentity } from '#core/identity/decide.ts';
import { type IdentityCache, keyOf } from './identity-cache.ts';

export interface ResolvedEvent {
  readonly event: TrackedEvent;
  readonly profile: ProfileId;
  /** Those of the event's identities that are this person's. */
  readonly identities: readonly Identity[];
}

export interface Resolution {
  readonly events: readonly ResolvedEvent[];
  readonly merges: readonly PendingMerge[];
}

/** Finds or creates the person of each event. What the cache knows for certain costs nothing; the rest is one transaction. */
export async function resolveEvents(
  store: IdentityStore,
  cache: IdentityCache,
  events: readonly TrackedEvent[],
): Promise<Resolution> {
  const resolved = events.map((event) => fromCache(cache, event));
  const merges: PendingMerge[] = [];
  const open = events.filter((_, index) => resolved[index] === undefined);
  const places = new Map(events.map((event, index) => [event, index]));
  for (const [workspace, ofWorkspace] of groupByWorkspace(open)) {
    const decided = await decideTogether(store, workspace, ofWorkspace);
    for (const { event, profile, identities } of decided.events) {
      resolved[places.get(event) ?? -1] = { event, profile, identities };
      for (const identity of identities) cache.set(workspace, identity, profile);
    }
    for (const merge of decided.merges) merges.push({ workspace, ...merge });
  }
  return { events: resolved.filter((event) => event !== undefined), merges };
}

function fromCache(cache: IdentityCache, event: TrackedEvent): ResolvedEvent | undefined {
  if (event.previous !== undefined) return undefined;
  let profile: ProfileId | undefined;
  for (const identity of event.identities) {
    const known = cache.get(event.workspace, identity);
    if (known === undefined || (profile !== undefined && known !== profile)) return undefined;
    profile = known;
  }
  return profile === undefined ? undefined : { event, profile, identities: event.identities };
}

/** Decides event after event, each on what the ones before it changed, and writes the sum of the changes at once. */
async function decideTogether(store: IdentityStore, workspace: WorkspaceId, events: readonly TrackedEvent[]) {
  const identities = new Map<string, Identity>();
  for (const event of events) {
    for (const identity of event.identities) identities.set(keyOf(workspace, identity), identity);
    if (event.previous) identities.set(keyOf(workspace, event.previous), event.previous);
  }
  return await store.resolve(workspace, [...identities.values()], (known) => {
    const rows = new Map<string, KnownIdentity>(known.map((row) => [keyOf(workspace, row), row]));
    const keys = keysByProfile(rows);
    const decisions = events.map((event) => {
      const named = event.previous ? [...event.identities, event.previous] : event.identities;
      const own = named.map((identity) => rows.get(keyOf(workspace, identity))).filter((row) => row !== undefined);
      const decision = decideIdentity(event.identities, own, uuidv7(), event);
      apply(rows, keys, workspace, decision);
      return decision;
    });
    return sumOf(events, decisions, rows);
  });
}

/** The rows of each person, so that a thousand sign-ins in one batch do not look through all rows each. */
function keysByProfile(rows: ReadonlyMap<string, KnownIdentity>): Map<ProfileId, string[]> {
  const keys = new Map<ProfileId, string[]>();
  for (const [key, { profile }] of rows) {
    const own = keys.get(profile);
    if (own) own.push(key);
    else keys.set(profile, [key]);
  }
  return keys;
}

/** All rows of a person name the same owner: what tells later whether two people may be joined. */
function apply(
  rows: Map<string, KnownIdentity>,
  keys: Map<ProfileId, string[]>,
  workspace: WorkspaceId,
  { profile, owner, merges, claim, links }: IdentityDecision,
): void {
  const own = keys.get(profile) ?? [];
  keys.set(profile, own);
  for (const link of links) {
    const key = keyOf(workspace, link);
    rows.set(key, link);
    own.push(key);
  }
  if (merges.length === 0 && claim === null) return;
  for (const { loser } of merges) {
    own.push(...(keys.get(loser) ?? []));
    keys.delete(loser);
  }
  for (const key of own) {
    const row = rows.get(key);
    if (row) rows.set(key, { ...row, profile, owner });
  }
}

/**
 * As it stands at the end of the batch: a person may be made, linked and merged on within it, and whoever lost must not
 * be named as anybody's winner.
 */
function sumOf(
  events: readonly TrackedEvent[],
  decisions: readonly IdentityDecision[],
  rows: ReadonlyMap<string, KnownIdentity>,
) {
  const winners = new Map(
    decisions.flatMap(({ merges }) => merges.map(({ loser, winner }) => [loser, winner] as const)),
  );
  const current = (profile: ProfileId): ProfileId => {
    const winner = winners.get(profile);
    return winner === undefined ? profile : current(winner);
  };
  const linked = new Set(decisions.flatMap(({ links }) => links.map(({ kind, value }) => `${kind}:${value}`)));
  const changed = new Set(
    decisions.flatMap(({ profile, merges, claim }) => (merges.length > 0 || claim ? [current(profile)] : [])),
  );
  const owners = new Map([...rows.values()].map(({ profile, owner }) => [profile, owner]));
  return {
    events: events.map((event, index) => {
      const { profile, identities } = decisions[index] as IdentityDecision;
      return { event, profile: current(profile), identities };
    }),
    links: [...rows.values()].filter(({ kind, value }) => linked.has(`${kind}:${value}`)),
    claims: [...changed].flatMap((profile) => {
      const owner = owners.get(profile);
      return owner ? [{ profile, owner }] : [];
    }),
    merges: [...winners].map(([loser, winner]) => ({ loser, winner: current(winner) })),
  };
}

function groupByWorkspace(events: readonly TrackedEvent[]): ReadonlyMap<WorkspaceId, TrackedEvent[]> {
  return Map.groupBy(events, ({ workspace }) => workspace);
}
