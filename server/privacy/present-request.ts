import type { ErasureReceipt, PrivacyRequest, RetentionRules } from '#contracts/api/privacy.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { erasureHorizons } from '#contracts/privacy.ts';
import { erasureSteps } from '#flow/erase/erasure.ts';
import { horizonEnd } from './horizons.ts';
import type { RequestRow } from './request-row.ts';

/** For how long the file of an export stays. */
export const exportDays = 7;

export function presentRequest(row: RequestRow): PrivacyRequest {
  const { bytes } = row.progress;
  const fileUntil = row.kind === 'export' && row.finishedAt !== null ? row.finishedAt + exportDays * 86_400_000 : null;
  return {
    id: row.id,
    kind: row.kind,
    cause: row.cause,
    batch: row.batch,
    profile: row.profile,
    keepSuppressed: row.options.keepSuppressed === true,
    status: row.status,
    progress: progressOf(row),
    error: row.error,
    requestedBy: row.requestedBy,
    requestedAt: iso(row.requestedAt),
    finishedAt: isoOrNull(row.finishedAt),
    closedAt: isoOrNull(row.closedAt),
    bytes: bytes ?? null,
    fileUntil: bytes === undefined ? null : isoOrNull(fileUntil),
  };
}

function progressOf({ kind, status, step, progress }: RequestRow): number {
  if (status !== 'waiting' && status !== 'running') return 1;
  if (kind === 'erasure') return erasureSteps.indexOf(step) / erasureSteps.length;
  const { written = 0, total = 0 } = progress;
  return total === 0 ? 0 : Math.min(0.99, written / total);
}

export function receiptOf(row: RequestRow, rules: RetentionRules): ErasureReceipt {
  const { erasedAt, rows = {}, facts = {}, passed = {} } = row.progress;
  const from = row.finishedAt ?? erasedAt ?? row.requestedAt;
  return {
    format: 'throughline-erasure-receipt',
    version: 1,
    id: row.id,
    requestedBy: row.requestedBy,
    requestedAt: iso(row.requestedAt),
    erasedAt: isoOrNull(erasedAt ?? null),
    finishedAt: isoOrNull(row.finishedAt),
    closedAt: isoOrNull(row.closedAt),
    profiles: row.profiles.length,
    keptOnSuppressionList: row.options.keepSuppressed === true,
    rows,
    facts,
    horizons: erasureHorizons.map((horizon) => ({
      horizon,
      until: iso(horizonEnd(horizon, from, rules)),
      passedAt: isoOrNull(passed[horizon] ?? null),
    })),
  };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at);
}
