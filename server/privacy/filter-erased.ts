import type { Sql } from '#components/postgres/database.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { EventSink, TrackedEvent } from '#contracts/tracked-event.ts';
import { isDevice } from '#core/identity/rules.ts';
import { identityHash } from './identity-hash.ts';

export interface ErasedFilter {
  /** Somebody is erased at that time: what is older is looked at. */
  noteErasure(at: Instant): void;
  /** The sink behind the filter. What is not taken is answered like what was taken. */
  guard(sink: EventSink): EventSink;
}

/**
 * Keeps what people did before they were erased from coming in again: a file that is imported once more, a till or an app that
 * was without a connection, events that were kept aside. Whatever they do afterwards is somebody new's.
 */
export async function openErasedFilter(
  sql: Sql,
  key: Uint8Array,
  onFiltered: (events: number) => void,
): Promise<ErasedFilter> {
  const [row] = await sql<{ newest: number | null }[]>`select max(erased_at) as newest from erased_identity`;
  // Live events are younger than any erasure, so that nearly all of them cost one comparison.
  let newest = row?.newest ?? Number.NEGATIVE_INFINITY;

  async function filter(events: readonly TrackedEvent[]): Promise<readonly (TrackedEvent | undefined)[]> {
    const old = events.filter(({ at }) => at <= newest);
    if (old.length === 0) return events;
    const erased = await erasedAmong(sql, key, old);
    return events.map((event) => (event.at <= newest ? withoutErased(event, erased) : event));
  }

  return {
    noteErasure(at) {
      newest = Math.max(newest, at);
    },
    guard: (sink) => ({
      async accept(events) {
        const filtered = await filter(events);
        const places = filtered.flatMap((event, index) => (event === undefined ? [] : [index]));
        if (places.length < events.length) onFiltered(events.length - places.length);
        const taken = filtered.filter((event) => event !== undefined);
        if (taken.length === 0) return { duplicates: 0 };
        const { duplicates, refused } = await sink.accept(taken);
        if (refused === undefined) return { duplicates };
        return { duplicates, refused: refused.map((one) => ({ ...one, index: places[one.index] ?? one.index })) };
      },
    }),
  };
}

type ErasedAt = (event: TrackedEvent, identity: TrackedEvent['identities'][number]) => boolean;

async function erasedAmong(sql: Sql, key: Uint8Array, events: readonly TrackedEvent[]): Promise<ErasedAt> {
  const hashes = new Map<string, { readonly workspace: WorkspaceId; readonly hash: string }>();
  const nameOf = (workspace: WorkspaceId, { kind, value }: TrackedEvent['identities'][number]) =>
    [workspace, kind, value].join('\u001f');
  for (const { workspace, identities, previous } of events) {
    for (const identity of previous === undefined ? identities : [...identities, previous]) {
      const name = nameOf(workspace, identity);
      if (hashes.has(name)) continue;
      hashes.set(name, { workspace, hash: identityHash(key, workspace, identity).toString('hex') });
    }
  }
  const asked = [...hashes.values()];
  const rows = await sql<{ workspace: WorkspaceId; hash: string; erasedAt: Instant }[]>`
    select e.workspace, encode(e.hash, 'hex') as hash, e.erased_at as "erasedAt"
    from unnest(${asked.map(({ workspace }) => workspace)}::integer[], ${asked.map(({ hash }) => hash)}::text[])
      as a (workspace, hash)
    join erased_identity e on e.workspace = a.workspace and e.hash = decode(a.hash, 'hex')`;
  const erasedAt = new Map(rows.map((row) => [`${row.workspace}:${row.hash}`, row.erasedAt]));
  return (event, identity) => {
    const found = hashes.get(nameOf(event.workspace, identity));
    const at = found && erasedAt.get(`${found.workspace}:${found.hash}`);
    return at !== undefined && event.at <= at;
  };
}

/** A device is shared by many: where another name is stronger, the event is that person's and only loses the device. */
function withoutErased(event: TrackedEvent, isErased: ErasedAt): TrackedEvent | undefined {
  const erased = event.identities.filter((identity) => isErased(event, identity));
  const [strongest] = event.identities;
  if (erased.some((identity) => !isDevice(identity.kind) || identity === strongest)) return undefined;
  const { previous, ...rest } = event;
  const keepsPrevious = previous !== undefined && !isErased(event, previous);
  return {
    ...rest,
    identities: event.identities.filter((identity) => !erased.includes(identity)),
    ...(keepsPrevious && { previous }),
  };
}
