import type { StatementClass } from './chdb-statement.ts';

/** What the engine is told at start. Sizes are bytes. */
export interface EngineLimits {
  /** Memory of the whole engine; a statement that would pass it fails with code 241. */
  serverMemory: number;
  /** Memory of one statement. */
  statementMemory: number;
}

export function engineLimits(memoryLimitMegabytes: number): EngineLimits {
  const serverMemory = memoryLimitMegabytes * 1024 * 1024;
  return { serverMemory, statementMemory: Math.floor(serverMemory * 0.6) };
}

/**
 * The engine's configuration file (https://clickhouse.com/docs/operations/server-configuration-parameters/settings).
 * A server sizes its caches and pools for a machine of its own; here they are sized for one process among several
 * on a small machine. fsync costs about 5 ms per insert and is what makes an answered insert survive a power cut,
 * because the projector forgets a fact once its insert was answered. Merged parts are not synced, so what they were merged
 * from is kept until the system has long written them (it waits for 30 s): for two minutes instead of eight, because each
 * kept part takes 20 KB of memory, and a shop at work leaves 330 of them a minute.
 */
export function engineConfiguration(limits: EngineLimits): string {
  return `<clickhouse>
  <max_server_memory_usage>${limits.serverMemory}</max_server_memory_usage>
  <mark_cache_size>16777216</mark_cache_size>
  <index_mark_cache_size>4194304</index_mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <mmap_cache_size>64</mmap_cache_size>
  <background_pool_size>2</background_pool_size>
  <background_merges_mutations_concurrency_ratio>2</background_merges_mutations_concurrency_ratio>
  <background_move_pool_size>1</background_move_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_common_pool_size>1</background_common_pool_size>
  <background_schedule_pool_size>2</background_schedule_pool_size>
  <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
  <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
  <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
  <max_thread_pool_free_size>4</max_thread_pool_free_size>
  <max_io_thread_pool_size>8</max_io_thread_pool_size>
  <max_io_thread_pool_free_size>0</max_io_thread_pool_free_size>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
    <old_parts_lifetime>120</old_parts_lifetime>
    <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
  </merge_tree>
</clickhouse>
`;
}

/** Settings every connection starts from; a request's own settings go over them. */
export function baselineSettings(limits: EngineLimits): Record<string, string> {
  return {
    max_memory_usage: String(limits.statementMemory),
    max_bytes_before_external_group_by: String(Math.floor(limits.statementMemory / 3)),
    max_bytes_before_external_sort: String(Math.floor(limits.statementMemory / 3)),
    // With less than a gigabyte free for each thread ClickHouse would run every statement in one, however many cores there are.
    max_threads_min_free_memory_per_thread: String(64 * 1024 * 1024),
    // Some thousand ids are parameters, which are statements of their own here.
    max_query_size: '1048576',
    allow_introspection_functions: '0',
    implicit_select: '0',
  };
}

/**
 * Connections per class of statement: a small question never waits behind a heavy one, and rows keep arriving while
 * tables are altered. Measured: beside a heavy statement on its only connection a short one waited 800 ms.
 */
export const connectionsPerClass: Record<StatementClass, number> = { insert: 1, read: 3, background: 1, change: 1 };

/** Threads that statements can occupy at the same time, the one that kills statements included. */
export const engineThreads = Object.values(connectionsPerClass).reduce((sum, count) => sum + count, 1);
