import type { Table } from './column.ts';

export interface ClusterOptions {
  /** Name of a cluster in the server's configuration; without it tables are plain ones of a single server. */
  cluster?: string;
}

// An insert that is repeated with its token within the last so many inserts is not stored twice.
const deduplicationWindow = 1_000;

/**
 * The one place that knows about clusters. A single server gets one MergeTree table without partitions, so that an
 * insert becomes one part and is visible as a whole or not at all, also when an import covers years. A cluster gets a
 * replicated table per shard, in partitions so that retention can drop them, under a distributed one that places a row
 * by its lane: all facts of a person stand on one shard.
 */
export function createTableStatements(table: Table, options: ClusterOptions = {}): string[] {
  const { cluster } = options;
  if (cluster === undefined) {
    const engine = `${table.engine}(${table.version ?? ''})`;
    return [
      `CREATE TABLE IF NOT EXISTS ${table.name} (${definition(table)}) ENGINE = ${engine} ORDER BY (${table.orderBy.join(', ')}) SETTINGS non_replicated_deduplication_window = ${deduplicationWindow}`,
    ];
  }
  const local = `${table.name}_local`;
  const replicated = [`'/clickhouse/tables/{shard}/{database}/${local}'`, `'{replica}'`, table.version].filter(Boolean);
  const partition = table.clusterPartition === undefined ? '' : ` PARTITION BY ${table.clusterPartition}`;
  return [
    `CREATE TABLE IF NOT EXISTS ${local} ON CLUSTER ${cluster} (${definition(table)}) ENGINE = Replicated${table.engine}(${replicated.join(', ')})${partition} ORDER BY (${table.orderBy.join(', ')})`,
    `CREATE TABLE IF NOT EXISTS ${table.name} ON CLUSTER ${cluster} AS ${local} ENGINE = Distributed(${cluster}, currentDatabase(), ${local}, lane)`,
  ];
}

function definition(table: Table): string {
  const columns = Object.entries(table.columns).map(([name, column]) => `${name} ${column.type}`);
  const derived = Object.keys(table.derived ?? {}).map((name) => derivedColumn(table, name));
  return [...columns, ...derived, ...(table.indexes ?? [])].join(', ');
}

export function derivedColumn(table: Table, name: string): string {
  const column = table.derived?.[name];
  return `${name} ${column?.type} MATERIALIZED ${column?.from}`;
}
