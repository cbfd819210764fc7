import type { ImportJob } from '#contracts/api/import.ts';
import type { ImportRow } from './import-rows.ts';
import { mappingText } from './mapping-text.ts';

export function presentImport(row: ImportRow): ImportJob {
  const {
    checked,
    settled: _settled,
    hash: _hash,
    byPerson: _byPerson,
    createdAt,
    startedAt,
    finishedAt,
    ...shown
  } = row;
  return {
    ...shown,
    check: checked && withoutText(checked, checked.of === mappingText(row)),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

function withoutText({ of: _of, ...check }: NonNullable<ImportRow['checked']>, current: boolean): ImportJob['check'] {
  return { ...check, current };
}
