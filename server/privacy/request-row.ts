import { z } from 'zod';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PrivacyCause, PrivacyKind, PrivacyStatus } from '#contracts/privacy.ts';
import type { ErasureStep } from '#flow/erase/erasure.ts';

export const requestOptions = z.object({
  /** Her addresses stay on the suppression list, as hashes. */
  keepSuppressed: z.boolean().optional(),
  /** Only if she was not seen since then: by a rule of retention. */
  notSeenSince: z.number().int().optional(),
});
export type RequestOptions = z.infer<typeof requestOptions>;

const counts = z.record(z.string(), z.number().int());

/** What is known of how far a request is; nothing in it is about the person herself. */
export const requestProgress = z.object({
  erasedAt: z.number().int().optional(),
  /** Rows of PostgreSQL that were removed, by kind. */
  rows: counts.optional(),
  /** Facts that were removed, by table. */
  facts: counts.optional(),
  cut: counts.optional(),
  heads: z.array(z.object({ partition: z.number(), class: z.string(), sequence: z.number() })).optional(),
  /** When each horizon was found to have passed. */
  passed: z.record(z.string(), z.number().int()).optional(),
  /** Of an export: what is written, of what is to be written; and the file's size. */
  written: z.number().int().optional(),
  total: z.number().int().optional(),
  bytes: z.number().int().optional(),
});
export type RequestProgress = z.infer<typeof requestProgress>;

export interface RequestRow {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly kind: PrivacyKind;
  readonly cause: PrivacyCause;
  readonly batch: string | null;
  readonly named: readonly Identity[] | null;
  readonly profile: ProfileId | null;
  readonly profiles: readonly ProfileId[];
  readonly options: RequestOptions;
  readonly status: PrivacyStatus;
  readonly step: ErasureStep;
  readonly progress: RequestProgress;
  readonly error: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly closedAt: Instant | null;
}

type StoredRow = Omit<RequestRow, 'named' | 'options' | 'progress'> & {
  readonly named: string | null;
  readonly options: string;
  readonly progress: string;
};

export function selectRequest(sql: Sql | TransactionSql) {
  return sql`
    select workspace, id, kind, cause, batch, named, profile, profiles, options, status, step, progress, error,
      requested_by as "requestedBy", requested_at as "requestedAt", finished_at as "finishedAt", closed_at as "closedAt"
    from privacy_request`;
}

/** Rows of a query that begins with `selectRequest`. */
export function readRequests(rows: readonly object[]): RequestRow[] {
  return (rows as readonly StoredRow[]).map((row) => ({
    ...row,
    named: row.named === null ? null : (JSON.parse(row.named) as Identity[]),
    options: requestOptions.parse(JSON.parse(row.options)),
    progress: requestProgress.parse(JSON.parse(row.progress)),
  }));
}

/** Adds to what stands in `progress`; what is given replaces what is there under the same name. */
export async function addProgress(
  sql: Sql | TransactionSql,
  { workspace, id }: Pick<RequestRow, 'workspace' | 'id'>,
  more: RequestProgress,
): Promise<void> {
  await sql`
    update privacy_request set progress = (progress::jsonb || ${JSON.stringify(more)}::text::jsonb)::text
    where workspace = ${workspace} and id = ${id}`;
}
