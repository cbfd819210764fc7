import type { AnalyticsQueries, JourneyFigures } from '#analytics/queries.ts';
import type { DraftApproval, JourneyListItem } from '#contracts/api/journey.ts';
import type { Session } from '#contracts/api/session.ts';
import { approvalOf } from '#contracts/journey/approval.ts';
import { isPublishable, readNamed } from './journeys.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { hasUnpublishedChanges } from './present.ts';
import { type DefinitionRow, listRows } from './rows.ts';

interface ListParts extends DefinitionParts {
  readonly analytics: Pick<AnalyticsQueries, 'journeyFigures'>;
}

const noFigures: JourneyFigures = {
  ...{ inside: 0, entered: 0, completed: 0, exited: 0, converted: 0 },
  ...{ messages: 0, attributedRevenue: 0 },
};

/** Drafts that were not touched for longer than a thousand others wait in the list alone. */
const mostCounted = 1_000;

/** The last changed first. `reader` is who asks: what waits for her waits for a colleague in another's list. */
export async function listJourneys(
  parts: ListParts,
  { limit, offset, reader }: { readonly limit: number; readonly offset: number; readonly reader: Session | null },
): Promise<readonly JourneyListItem[]> {
  const [rows, figures] = await Promise.all([
    listRows(parts, 'journey', limit, offset),
    parts.analytics.journeyFigures(parts.workspace),
  ]);
  const approvals = await approvalsOf(parts, rows, reader);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    hasUnpublishedChanges: hasUnpublishedChanges(row),
    version: row.version,
    ...noFigures,
    ...figures.get(row.id),
    approval: approvals.get(row.id) ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** How many drafts wait for the yes of whoever asks. */
export async function countDraftsWaiting(parts: DefinitionParts, reader: Session | null): Promise<number> {
  const { settings } = await newestRelease(parts);
  if (!settings.journeyApproval) return 0;
  const approvals = await approvalsOf(parts, await listRows(parts, 'journey', mostCounted, 0), reader);
  return [...approvals.values()].filter((approval) => approval === 'yours').length;
}

/** A draft waits once nothing stands in the way of publishing it. Who may only look is asked for nothing. */
async function approvalsOf(
  parts: DefinitionParts,
  rows: readonly DefinitionRow[],
  reader: Session | null,
): Promise<ReadonlyMap<string, DraftApproval>> {
  const found = new Map<string, DraftApproval>();
  if (reader?.role !== 'admin') return found;
  for (const { id, declined } of rows) if (declined !== null) found.set(id, 'declined');
  const release = await newestRelease(parts);
  if (!release.settings.journeyApproval) return found;
  const named = await readNamed(parts);
  for (const row of rows) {
    const { status, savedBy: name, savedByEmail: email } = row;
    const savedBy = name === null ? null : { name, email };
    const approval = approvalOf({ savedBy, hasUnpublishedChanges: hasUnpublishedChanges(row), status }, reader);
    if (approval === 'open' || found.has(row.id) || !isPublishable(row, release, named)) continue;
    found.set(row.id, approval);
  }
  return found;
}
