import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { DefinitionRow } from './rows.ts';

/** The part of the answer that all kinds have in common. */
export function presentDefinition<Value>(row: DefinitionRow, problems: readonly DefinitionProblem[]) {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    revision: row.revision,
    draft: JSON.parse(row.draft) as Value,
    published: row.published === null ? null : (JSON.parse(row.published) as Value),
    hasUnpublishedChanges: hasUnpublishedChanges(row),
    problems: [...problems],
    updatedAt: row.updatedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

/** The version number is the server's and no change of the marketer's. */
export function hasUnpublishedChanges({ draft, published }: Pick<DefinitionRow, 'draft' | 'published'>): boolean {
  return published === null || canonical(draft) !== canonical(published);
}

function canonical(text: string): string {
  const { version: _, ...definition } = JSON.parse(text) as { version?: number };
  return JSON.stringify(sorted(definition));
}

/** Browsers send the fields in the order in which they were edited. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
