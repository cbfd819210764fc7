import type { Instant } from '#contracts/identifiers.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import { type CompiledRelease, compileRelease } from '../release.ts';

/** From a moment on these versions of journeys could be entered and experiments shared people out so, until the next moment. */
export interface EntryPeriod {
  readonly at: Instant;
  readonly allocations?: Release['allocations'] | undefined;
  readonly entries: readonly { readonly journey: string; readonly version: number }[];
}

export interface Tried {
  readonly draft: JourneyDefinition;
  /** From when on the draft can be entered, in place of every other version of its journey. */
  readonly from: Instant;
  /** Ascending. */
  readonly periods: readonly EntryPeriod[];
}

/** The version that a draft has in a rehearsal: higher than any that was published. */
export function rehearsedVersion({ journeys }: Release, { id }: JourneyDefinition): number {
  return Math.max(0, ...journeys.filter((journey) => journey.id === id).map(({ version }) => version)) + 1;
}

/**
 * The definitions to rehearse with: those of today, among them all that are counted, from the beginning; only which
 * journeys could be entered, and how experiments shared people out, changes with time, as it did. An experiment of the draft that is set as the
 * published one draws by the shares that were in force; any other by its own weights. One number throughout, so that no counting begins anew.
 */
export function rehearsalReleases(newest: Release, { draft, from, periods }: Tried): (at: Instant) => CompiledRelease {
  const version = rehearsedVersion(newest, draft);
  const compiled = new Map<string, CompiledRelease>();

  const releaseWith = ({ entries, allocations = [] }: Omit<EntryPeriod, 'at'>, isTried: boolean): CompiledRelease => {
    const names = new Set(entries.map((entry) => `${entry.journey} ${entry.version}`));
    const shared = allocations.map(({ journey, node, sinceRelease }) => `${journey} ${node} ${sinceRelease}`);
    const key = JSON.stringify([[...names].sort(), shared.sort(), isTried]);
    const known = compiled.get(key);
    if (known) return known;
    const journeys = newest.journeys.map((journey) => ({
      ...journey,
      entry: names.has(`${journey.id} ${journey.version}`) && !(isTried && journey.id === draft.id),
    }));
    const tried = { ...draft, version, entry: isTried, sinceRelease: newest.number };
    const made = compileRelease({ ...newest, journeys: [...journeys, tried], allocations });
    compiled.set(key, made);
    return made;
  };

  return (at) => releaseWith(periods.findLast((period) => period.at <= at) ?? { entries: [] }, at >= from);
}
