import type { Instant } from '#contracts/identifiers.ts';
import { newProfileState, type ProfileState } from '../state.ts';
import type { Happening, MembershipChange, Work } from '../work.ts';
import { changedParts, type StatePart } from './changed-parts.ts';
import type { CompiledSegments } from './compile.ts';
import { countersOf } from './happening-index.ts';
import { conditionHolds } from './holds.ts';
import { nextChange, nextChangeOf } from './next-change.ts';
import { followRelease, isCounted } from './seed/follow-release.ts';
import { traitRoot } from './trait-root.ts';

/**
 * What may have changed memberships: something recorded, traits that were set or removed, the history of new segments,
 * time, or anything.
 */
export type MembershipCause =
  | { readonly happenings: readonly Happening[]; readonly traits?: readonly string[] }
  | { readonly traits: readonly string[] }
  | { readonly seeded: readonly string[] }
  | 'time'
  | 'all';

/**
 * Looks at the segments that the cause touches, updates memberships and when they are due, and records a fact for each change.
 * What else has changed of her since segments looked at her last is found here, whoever changed it: consent, identities,
 * lists and so on. For a person who is looked at for the first time the cause does not matter: she may belong to segments
 * of what never happened.
 *
 * A change is `imported` when imported history made it, or time alone after imported history had set the time for it:
 * nothing live has changed the answer, or when it ends, since.
 */
export function updateMemberships(work: Work, cause: MembershipCause): readonly MembershipChange[] {
  const isNew = work.state.release === undefined;
  work.state = followRelease(work.release, work.state);
  // Whom she is counted among stays as it was when her processing was restricted.
  if (work.state.restricted !== undefined) return [];
  // Who went with an import that was taken back is nobody, also for a segment that holds for everybody.
  if (work.state.removed) return [];
  const { segments } = work.release;
  const before = work.looked;
  const parts = changedParts(before, work.state);
  work.looked = work.state;
  const touched = isNew ? segmentsOfNew(segments, work.state) : touchedSegments(segments, cause, parts, work.state);
  const { state, release, now } = work;
  const changes: MembershipChange[] = [];
  const memberships = createDraft(state.memberships);
  const importedExpiries = createDraft(state.importedExpiries ?? none);
  // Times that moved away stay as they are until then: to look once too often is cheaper than to keep the time of each.
  let due = cause === 'time' || cause === 'all' ? null : state.segmentsDue;
  for (const id of touched) {
    const segment = segments.segments.get(id);
    if (segment === undefined) continue;
    if (!isCounted(state, segment)) {
      // Nothing can be told before the seed comes, which looks at it again.
      importedExpiries.set(id, undefined);
      continue;
    }
    const holds = conditionHolds(segments, segment.condition, state, now);
    const next = nextChange(segments, segment.condition, state, now, holds);
    const imported = isImported(work, cause, id);
    if (next !== undefined && (due === null || next < due)) due = next;
    if (
      next !== importedExpiries.get(id) &&
      !(imported && cause !== 'time' && next === nextChangeOf(segment, before, release, now))
    ) {
      importedExpiries.set(id, imported ? next : undefined);
    }
    if (holds === state.memberships.has(id)) continue;
    memberships.set(id, holds ? now : undefined);
    changes.push({ segment: id, change: holds ? 'entered' : 'left', ...(imported && { imported: true as const }) });
  }
  const isChanged = memberships.isChanged() || importedExpiries.isChanged();
  if (isChanged || due !== state.segmentsDue) {
    work.state = {
      ...state,
      memberships: memberships.entries(),
      segmentsDue: due,
      ...(importedExpiries.isChanged() && { importedExpiries: importedExpiries.entries() }),
    };
  }
  for (const { segment, change } of changes) {
    work.facts.push({ type: 'membership', profile: work.state.profile, at: work.now, segment, change });
  }
  return changes;
}

/**
 * History that comes as a seed is none that was imported: who publishes a segment over it asks for what follows from now on.
 */
function isImported({ state, imported }: Work, cause: MembershipCause, segment: string): boolean {
  if (cause === 'time') return state.importedExpiries?.has(segment) ?? false;
  return imported && !(cause !== 'all' && 'seeded' in cause);
}

/** When segments must be looked at again although nothing happens. */
export function segmentsDue(state: ProfileState): Instant | null {
  return state.restricted === undefined ? state.segmentsDue : null;
}

/** Segments that must be looked at because of what has changed of her beside happenings and traits. */
export function isToLook({ state, looked, release }: Work): boolean {
  return changedParts(looked, state).some((part) => release.segments.segmentsByPart.has(part));
}

function touchedSegments(
  compiled: CompiledSegments,
  cause: MembershipCause,
  parts: readonly StatePart[],
  state: ProfileState,
): Iterable<string> {
  if (cause === 'all') return compiled.segments.keys();
  const touched = new Set<string>();
  if (cause === 'time') {
    addCounting(touched, compiled, state);
    addAll(touched, compiled.segmentsByClock);
  } else if ('seeded' in cause) {
    addAll(touched, cause.seeded);
  } else {
    for (const happening of 'happenings' in cause ? cause.happenings : []) {
      for (const { key } of countersOf(compiled.happenings, happening)) {
        addAll(touched, compiled.segmentsByCounter.get(key));
      }
    }
    for (const trait of cause.traits ?? []) addAll(touched, compiled.segmentsByPart.get(`trait ${traitRoot(trait)}`));
  }
  addReading(touched, compiled, parts);
  return touched;
}

/** Only what she is known by can make her differ from somebody of whom nothing is known. */
function segmentsOfNew(compiled: CompiledSegments, state: ProfileState): Iterable<string> {
  const touched = new Set(compiled.blankSegments);
  addReading(touched, compiled, ['profile', ...changedParts(unknown, state)]);
  for (const trait of Object.keys(state.traits)) addAll(touched, compiled.segmentsByPart.get(`trait ${trait}`));
  addCounting(touched, compiled, state);
  return touched;
}

/** Those that read what was counted of her. */
function addCounting(touched: Set<string>, compiled: CompiledSegments, { counters }: ProfileState): void {
  for (const key of counters.keys()) addAll(touched, compiled.segmentsByCounter.get(key));
}

function addReading(touched: Set<string>, compiled: CompiledSegments, parts: readonly StatePart[]): void {
  for (const part of parts) addAll(touched, compiled.segmentsByPart.get(part));
}

function addAll(touched: Set<string>, segments: Iterable<string> = nothing): void {
  for (const segment of segments) touched.add(segment);
}

/** Somebody of whom nothing is known. */
const unknown = newProfileState('', 0);
const nothing: readonly string[] = [];
const none: Entries = new Map();

type Entries = ReadonlyMap<string, Instant>;

/** Entries that are copied once, when the first of them changes: an event may touch many segments. */
function createDraft(original: Entries) {
  let copy: Map<string, Instant> | undefined;
  const read = (id: string): Instant | undefined => (copy ?? original).get(id);
  return {
    entries: (): Entries => copy ?? original,
    get: read,
    isChanged: (): boolean => copy !== undefined,
    set(id: string, at: Instant | undefined): void {
      if (read(id) === at) return;
      copy ??= new Map(original);
      if (at === undefined) copy.delete(id);
      else copy.set(id, at);
    },
  };
}
