import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { shortHash } from '../stable-id.ts';
import type { ProfileState, Run } from '../state.ts';
import type { Work } from '../work.ts';

/** Newest keys of a journey that re-entry rules can know; an order of long ago may start anew. */
const mostKeys = 100;

/** Remembers an entry for re-entry rules and for the limit per person. */
export function markEntered(work: Work, definition: JourneyDefinition, run: Run): void {
  const { id, reentry, entryLimits } = definition;
  const name = entryName(definition, run.key);
  const isKept = name === id || reentry.type !== 'always';
  const { state } = work;
  work.state = {
    ...state,
    ...(isKept && { entries: withEntry(state.entries, id, name, work.now) }),
    ...(entryLimits?.perPerson !== undefined && {
      entryCounts: { ...state.entryCounts, [id]: entriesOf(state, id) + 1 },
    }),
  };
}

/** Where runs are told apart by a property, each of its values is entered for itself. */
export function entryName({ id, runs }: JourneyDefinition, key: string | undefined): string {
  return runs?.by === 'property' && key !== undefined ? `${prefixOf(id)}${shortHash(12, key)}` : id;
}

export function entriesOf({ entryCounts }: ProfileState, journey: string): number {
  return entryCounts?.[journey] ?? 0;
}

function prefixOf(journey: string): string {
  return `${journey}\u001f`;
}

function withEntry(
  entries: ProfileState['entries'],
  journey: string,
  name: string,
  at: Instant,
): ProfileState['entries'] {
  const next = { ...entries, [name]: at };
  if (name === journey) return next;
  const keyed = Object.entries(next).filter(([other]) => other.startsWith(prefixOf(journey)));
  if (keyed.length <= mostKeys) return next;
  const [oldest] = keyed.sort(([, a], [, b]) => a - b)[0] ?? [];
  return Object.fromEntries(Object.entries(next).filter(([other]) => other !== oldest));
}
