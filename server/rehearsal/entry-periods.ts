import type { Release } from '#contracts/release.ts';
import type { EntryPeriod } from '#core/rehearsal/releases.ts';
import type { RehearsalParts } from './rows.ts';

/** Which versions of journeys could be entered when, and how experiments shared people out, by the releases that were in force; releases that changed nothing of it are left out. */
export async function entryPeriods({ sql, workspace }: RehearsalParts): Promise<readonly EntryPeriod[]> {
  const periods: EntryPeriod[] = [];
  const pages = sql<{ document: string; at: Date }[]>`
    select document, created_at as at from release where workspace = ${workspace} order by number`.cursor(20);
  for await (const rows of pages) {
    for (const { document, at } of rows) {
      const { journeys, allocations } = JSON.parse(document) as Release;
      const entries = journeys
        .filter((journey) => journey.entry)
        .map((journey) => ({ journey: journey.id, version: journey.version }));
      const before = periods.at(-1);
      const isSame = contentOf(before ?? { entries: [] }) === contentOf({ entries, allocations });
      if (!isSame) periods.push({ at: at.getTime(), entries, ...(allocations && { allocations }) });
    }
  }
  return periods;
}

function contentOf({ entries, allocations = [] }: Pick<EntryPeriod, 'entries' | 'allocations'>): string {
  return JSON.stringify([entries, allocations.map(({ journey, node, sinceRelease }) => [journey, node, sinceRelease])]);
}
