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
  for (const [workspace, ofWorkspace] of groupByWorkspace(open)) {
    const decided = await decideTogether(store, workspace, ofWorkspace);
    for (const { event, decision } of decided) {
      resolved[events.indexOf(event)] = { event, profile: decision.profile, identities: decision.identities };
      for (const identity of decision.identities) cache.set(workspace, identity, decision.profile);
      for (const merge of decision.merges) merges.push({ workspace, ...merge });
    }
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
  const change = await store.resolve(workspace, [...identities.values()], (known) => {
    const rows = new Map<string, KnownIdentity>(known.map((row) => [keyOf(workspace, row), row]));
    const decided = events.map((event) => {
      const named = event.previous ? [...event.identities, event.previous] : event.identities;
      const own = named.map((identity) => rows.get(keyOf(workspace, identity))).filter((row) => row !== undefined);
      const decision = decideIdentity(event.identities, own, uuidv7(), event.previous);
      apply(rows, workspace, decision);
      return { event, decision };
    });
    return { decided, ...sumOf(decided.map(({ decision }) => decision), rows) };
  });
  return change.decided;
}

function apply(rows: Map<string, KnownIdentity>, workspace: WorkspaceId, decision: IdentityDecision): void {
  for (const link of decision.links) rows.set(keyOf(workspace, link), link);
  const losers = new Set(decision.merges.map(({ loser }) => loser));
  if (losers.size === 0 && decision.claim === null) return;
  const owner = decision.claim?.owner;
  for (const [key, row] of rows) {
    if (losers.has(row.profile)) {
      const winners = [...rows.values()].find((other) => other.profile === decision.profile);
      rows.set(key, { ...row, profile: decision.profile, owner: owner ?? winners?.owner ?? null });
    } else if (owner !== undefined && row.profile === decision.profile) rows.set(key, { ...row, owner });
  }
}

/** Links are written as they stand at the end: an identity may be linked and its person merged within one batch. */
function sumOf(decisions: readonly IdentityDecision[], rows: ReadonlyMap<string, KnownIdentity>) {
  const linked = new Set(decisions.flatMap(({ links }) => links.map(({ kind, value }) => `${kind}:${value}`)));
  return {
    links: [...rows.values()].filter(({ kind, value }) => linked.has(`${kind}:${value}`)),
    claims: decisions.flatMap(({ claim }) => (claim ? [claim] : [])),
    merges: decisions.flatMap(({ merges }) => merges),
  };
}

function groupByWorkspace(events: readonly TrackedEvent[]): ReadonlyMap<WorkspaceId, TrackedEvent[]> {
  return Map.groupBy(events, ({ workspace }) => workspace);
}
