import type { ClickHouseClient } from '@clickhouse/client';
import type { ServerParts } from './parts.ts';

/** Where reports are read. The platform always has one; a server that is put together for a test may not. */
export function reportsDatabase({ clickhouse }: Pick<ServerParts, 'clickhouse'>): ClickHouseClient {
  if (clickhouse === undefined) throw new Error('This server was put together without ClickHouse');
  return clickhouse;
}
