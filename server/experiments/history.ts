import { z } from 'zod';
import type { Sql } from '#components/postgres/database.ts';
import { type ExperimentAllocation, experimentStates } from '#contracts/experiment.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

interface HistoryParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

const stored = z.object({
  ...{ journey: z.string(), node: z.string(), sinceRelease: z.number(), at: z.number(), basis: z.string() },
  round: z.object({ release: z.number(), at: z.number() }),
  ...{ state: z.enum(experimentStates), arm: z.string().nullable(), by: z.string().nullable() },
  weights: z.record(z.string(), z.number()),
  counts: z.array(
    z.object({
      ...{ arm: z.string(), people: z.number(), conversions: z.number() },
      ...{ value: z.number(), valueSquares: z.number() },
    }),
  ),
});

/**
 * Notes the allocations that releases have brought since the last one that is noted. The release and its control stimulus are one
 * transaction; this follows at any later time, and a repeat notes nothing twice.
 */
export async function noteAllocations({ sql, workspace }: HistoryParts): Promise<void> {
  await sql`
    insert into experiment_allocation (workspace, journey, node, since_release, document)
    select r.workspace, a.value ->> 'journey', a.value ->> 'node', r.number, a.value
    from release r, jsonb_array_elements(coalesce(r.document::jsonb -> 'allocations', '[]')) a
    where r.workspace = ${workspace}
      and r.number > coalesce((select max(since_release) from experiment_allocation where workspace = ${workspace}), 0)
      and (a.value ->> 'sinceRelease')::integer = r.number
    on conflict do nothing`;
}

/** The newest first. */
export async function allocationHistory(
  { sql, workspace }: HistoryParts,
  journey: string,
  node: string,
  limit: number,
): Promise<readonly ExperimentAllocation[]> {
  const rows = await sql<{ document: unknown }[]>`
    select document from experiment_allocation
    where workspace = ${workspace} and journey = ${journey} and node = ${node}
    order by since_release desc limit ${limit}`;
  return rows.map(({ document }) => stored.parse(document));
}
