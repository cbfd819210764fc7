import type { Table } from './column.ts';
import type { ClusterOptions } from './create-table.ts';

/** Statements that give a table of an older version columns that its declaration has by now; they bear a repeat. */
export function addColumns(table: Table, names: readonly string[], { cluster }: ClusterOptions): readonly string[] {
  const added = names.map((name) => `ADD COLUMN IF NOT EXISTS ${name} ${table.columns[name]?.type}`).join(', ');
  if (cluster === undefined) return [`ALTER TABLE ${table.name} ${added}`];
  return [`${table.name}_local`, table.name].map((place) => `ALTER TABLE ${place} ON CLUSTER ${cluster} ${added}`);
}

/** The same for an index, by its name; it covers what is written from then on. */
export function addIndex(table: Table, name: string, { cluster }: ClusterOptions): readonly string[] {
  const index = table.indexes?.find((one) => one.startsWith(`INDEX ${name} `)) ?? '';
  const added = `ADD ${index.replace('INDEX', 'INDEX IF NOT EXISTS')}`;
  if (cluster === undefined) return [`ALTER TABLE ${table.name} ${added}`];
  return [`ALTER TABLE ${table.name}_local ON CLUSTER ${cluster} ${added}`];
}
