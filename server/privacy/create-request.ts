import { uuidv7 } from 'uuidv7';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PrivacyCause, PrivacyKind } from '#contracts/privacy.ts';
import type { RequestOptions } from './request-row.ts';

export interface NewRequest {
  readonly kind: PrivacyKind;
  readonly cause: PrivacyCause;
  readonly requestedBy: string;
  readonly at: Instant;
  /** One of the two names the person. */
  readonly profile?: ProfileId;
  readonly named?: readonly Identity[];
  readonly batch?: string;
  readonly options?: RequestOptions;
}

/** Resolves to the requests' ids, in their order. */
export async function createRequests(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  requests: readonly NewRequest[],
): Promise<readonly string[]> {
  const ids = requests.map(() => uuidv7());
  await sql`
    insert into privacy_request
      (workspace, id, kind, cause, batch, named, profile, options, requested_by, requested_at)
    select ${workspace}::integer, r.* from unnest(
      ${ids}::uuid[], ${requests.map(({ kind }) => kind)}::text[], ${requests.map(({ cause }) => cause)}::text[],
      ${requests.map(({ batch }) => batch ?? null) as string[]}::uuid[],
      ${requests.map(({ named }) => (named ? JSON.stringify(named) : null)) as string[]}::text[],
      ${requests.map(({ profile }) => profile ?? null) as string[]}::uuid[],
      ${requests.map(({ options }) => JSON.stringify(options ?? {}))}::text[],
      ${requests.map(({ requestedBy }) => requestedBy)}::text[], ${requests.map(({ at }) => at)}::bigint[]
    ) as r (id, kind, cause, batch, named, profile, options, requested_by, requested_at)`;
  return ids;
}
