import { totalmem } from 'node:os';

const megabyte = 1024 * 1024;

/**
 * Server settings for a machine of two cores that PostgreSQL shares with ClickHouse and the workers. Whatever guards
 * durability is stated although it is the default, so that nobody can turn it off by accident in a configuration file.
 */
const postgresSettings: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',

  // Only what is used becomes resident: little at rest, and under load the documents that change stay here instead of being
  // written and read again between two checkpoints.
  shared_buffers: `${Math.max(96, Math.min(1024, Math.floor(totalmem() / megabyte / 8)))}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  huge_pages: 'off',

  // Nothing replicates from an embedded server; the minimal level writes less log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  wal_buffers: '8MB',
  min_wal_size: '128MB',
  // After each checkpoint every page is logged whole at its next change; documents are spread over all pages, so checkpoints
  // under load must be rare. The room is taken under load only.
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',

  // Short statements on two cores: compiling, parallel plans and I/O worker processes cost more than they give.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '4',
  io_method: 'sync',

  // State rows are rewritten all the time, so vacuum looks often and works in small portions.
  autovacuum_naptime: '15s',
  autovacuum_max_workers: '2',

  timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '',
  // A failed statement carries personal data; the caller gets the error anyway, so only the server's own news are logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

const fewestConnections = 60;

/** For a server that is to serve that many connections at the same time. */
export function settingsFor(connections: number): Readonly<Record<string, string>> {
  return { ...postgresSettings, max_connections: String(Math.max(fewestConnections, connections)) };
}
