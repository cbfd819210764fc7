import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { Release } from '#contracts/release.ts';
import { type PastVersion, type PastVersions, pastVersion, versionName } from '#core/rehearsal/asked.ts';
import type { EntryPeriod } from '#core/rehearsal/releases.ts';
import type { RehearsalParts } from './rows.ts';

export interface PastReleases {
  /**
   * Which versions of journeys could be entered when, and how experiments shared people out; releases that changed nothing of
   * it are left out.
   */
  readonly periods: readonly EntryPeriod[];
  /** All that could ever be entered. */
  readonly versions: PastVersions;
}

/** What the releases that were in force tell of the past. */
export async function readPastReleases({ sql, workspace }: RehearsalParts): Promise<PastReleases> {
  const periods: EntryPeriod[] = [];
  const versions = new Map<string, PastVersion>();
  const pages = sql<{ document: string; at: Date }[]>`
    select document, created_at as at from release where workspace = ${workspace} order by number`.cursor(20);
  for await (const rows of pages) {
    for (const { document, at } of rows) {
      const { journeys, allocations } = JSON.parse(document) as Release;
      const entered = journeys.filter((journey) => journey.entry);
      for (const journey of entered) {
        const { id, version } = journey;
        const name = versionName({ journey: id, version });
        if (!versions.has(name)) versions.set(name, pastVersion(upgradeJourney(journey)));
      }
      const entries = entered.map(({ id, version }) => ({ journey: id, version }));
      const before = periods.at(-1);
      const isSame = contentOf(before ?? { entries: [] }) === contentOf({ entries, allocations });
      if (!isSame) periods.push({ at: at.getTime(), entries, ...(allocations && { allocations }) });
    }
  }
  return { periods, versions };
}

function contentOf({ entries, allocations = [] }: Pick<EntryPeriod, 'entries' | 'allocations'>): string {
  return JSON.stringify([entries, allocations.map(({ journey, node, sinceRelease }) => [journey, node, sinceRelease])]);
}
