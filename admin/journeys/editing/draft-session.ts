import type { JourneyDefinition } from '#contracts/journey.ts';
import { applyChanges } from '#contracts/journey-editing/apply-changes.ts';
import { type ChangeConflict, inverted, type JourneyChange, placeKey } from '#contracts/journey-editing/change.ts';
import { diffJourney } from '#contracts/journey-editing/diff-journey.ts';

/** A draft that several people edit, as one of them sees it. */
export interface DraftSession {
  /** What the server had when it was last heard of. */
  readonly revision: number;
  readonly server: JourneyDefinition;
  /** What is shown: the server's with what was changed here since. */
  readonly local: JourneyDefinition;
  /** Own changes that can be taken back, the newest last, and those that were. Nobody undoes a colleague's. */
  readonly past: readonly (readonly JourneyChange[])[];
  readonly future: readonly (readonly JourneyChange[])[];
  /** When the last change was made; changes in quick succession (typing) are undone together. */
  readonly changedAt: number;
  /** Own changes that met with a colleague's, until somebody decides. */
  readonly conflicts: readonly ChangeConflict[];
}

const together = 700;
const longest = 200;

export function openSession(server: JourneyDefinition, revision: number): DraftSession {
  return { revision, server, local: server, past: [], future: [], changedAt: 0, conflicts: [] };
}

/** What the server does not have yet. */
export function pendingChanges({ server, local }: DraftSession): readonly JourneyChange[] {
  return diffJourney(server, local);
}

export function changed(session: DraftSession, local: JourneyDefinition, now: number): DraftSession {
  const step = diffJourney(session.local, local);
  if (step.length === 0) return session;
  const last = session.past.at(-1);
  const joins = last !== undefined && now - session.changedAt < together && session.future.length === 0;
  const past = joins ? [...session.past.slice(0, -1), [...last, ...step]] : [...session.past, step].slice(-longest);
  return { ...session, local, past, future: [], changedAt: now };
}

/** Where a colleague has changed the same place since, hers stays. */
export function undone(session: DraftSession): DraftSession {
  const step = session.past.at(-1);
  if (step === undefined) return session;
  const { definition } = applyChanges(session.local, inverted(step));
  const future = [diffJourney(definition, session.local), ...session.future];
  return { ...session, local: definition, past: session.past.slice(0, -1), future, changedAt: 0 };
}

export function redone(session: DraftSession): DraftSession {
  const [step, ...future] = session.future;
  if (step === undefined) return session;
  const { definition } = applyChanges(session.local, step);
  return { ...session, local: definition, past: [...session.past, step], future, changedAt: 0 };
}

interface Arrived {
  readonly draft: JourneyDefinition;
  readonly revision: number;
}

interface Sent {
  /** What was shown when the changes were sent. */
  readonly local: JourneyDefinition;
  readonly conflicts: readonly ChangeConflict[];
}

/** The server has a newer draft; what was changed here and is not in it is put on top again. */
export function arrived(session: DraftSession, { draft, revision }: Arrived, sent?: Sent): DraftSession {
  const known = withConflicts(session, sent?.conflicts ?? []);
  if (revision < session.revision) return known;
  const own = diffJourney(sent?.local ?? session.server, session.local);
  const { definition, conflicts } = applyChanges(draft, own);
  return { ...withConflicts(known, conflicts), revision, server: draft, local: definition };
}

function withConflicts(session: DraftSession, added: readonly ChangeConflict[]): DraftSession {
  if (added.length === 0) return session;
  const conflicts = new Map([...session.conflicts, ...added].map((one) => [placeKey(one.place), one]));
  return { ...session, conflicts: [...conflicts.values()] };
}

/**
 * Decides a conflict. For `mine`, what a colleague made of it meanwhile is a conflict again; where there is nothing left
 * that it could be put into, it is gone.
 */
export function decided(
  session: DraftSession,
  conflict: ChangeConflict,
  keep: 'mine' | 'theirs',
  now: number,
): DraftSession {
  const key = placeKey(conflict.place);
  const rest = { ...session, conflicts: session.conflicts.filter(({ place }) => placeKey(place) !== key) };
  if (keep === 'theirs') return rest;
  const change = { place: conflict.place, before: conflict.theirs, after: conflict.mine };
  const { definition, conflicts } = applyChanges(session.local, [change]);
  if (conflicts.some(({ theirs }) => theirs !== null)) return withConflicts(rest, conflicts);
  return changed(rest, definition, now);
}
