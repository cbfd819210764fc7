import type { Table } from './column.ts';
import { type ClusterOptions, derivedColumn } from './create-table.ts';

/** Statements that give a table of an older version columns that its declaration has by now; they bear a repeat. */
export function addColumns(table: Table, names: readonly string[], { cluster }: ClusterOptions): readonly string[] {
  const added = names.map((name) => `ADD COLUMN IF NOT EXISTS ${name} ${table.columns[name]?.type}`).join(', ');
  if (cluster === undefined) return [`ALTER TABLE ${table.name} ${added}`];
  return [`${table.name}_local`, table.name].map((place) => `ALTER TABLE ${place} ON CLUSTER ${cluster} ${added}`);
}

/**
 * The same for all columns that are worked out of others. What is stored already is worked out in the background, part by
 * part, and until then whenever it is read.
 */
export function addDerivedColumns(table: Table, { cluster }: ClusterOptions): readonly string[] {
  const names = Object.keys(table.derived ?? {});
  const added = names.map((name) => `ADD COLUMN IF NOT EXISTS ${derivedColumn(table, name)}`).join(', ');
  const stored = names.map((name) => `MATERIALIZE COLUMN ${name}`).join(', ');
  if (cluster === undefined) return [`ALTER TABLE ${table.name} ${added}`, `ALTER TABLE ${table.name} ${stored}`];
  const places = [`${table.name}_local`, table.name].map((place) => `${place} ON CLUSTER ${cluster}`);
  return [...places.map((place) => `ALTER TABLE ${place} ${added}`), `ALTER TABLE ${places[0]} ${stored}`];
}

/** Statements by which a table of an older version works its columns out as its declaration says by now; what is stored stays as it is. */
export function changeDerivedColumns(table: Table, { cluster }: ClusterOptions): readonly string[] {
  const changed = Object.keys(table.derived ?? {}).map((name) => `MODIFY COLUMN ${derivedColumn(table, name)}`);
  const places = cluster === undefined ? [table.name] : [`${table.name}_local`, table.name];
  const onCluster = cluster === undefined ? '' : ` ON CLUSTER ${cluster}`;
  return places.map((place) => `ALTER TABLE ${place}${onCluster} ${changed.join(', ')}`);
}

/** The same for an index, by its name; it covers what is written from then on. */
export function addIndex(table: Table, name: string, { cluster }: ClusterOptions): readonly string[] {
  const index = table.indexes?.find((one) => one.startsWith(`INDEX ${name} `)) ?? '';
  const added = `ADD ${index.replace('INDEX', 'INDEX IF NOT EXISTS')}`;
  if (cluster === undefined) return [`ALTER TABLE ${table.name} ${added}`];
  return [`ALTER TABLE ${table.name}_local ON CLUSTER ${cluster} ${added}`];
}
