import { statfs } from 'node:fs/promises';
import { factsBehindMilliseconds } from '#analytics/freshness.ts';
import type { System } from '#contracts/api/system.ts';
import type { Channel } from '#contracts/channel.ts';
import type { ServerParts } from '../parts.ts';

type SystemParts = Pick<
  ServerParts,
  'sql' | 'workspace' | 'store' | 'version' | 'topology' | 'startedAt' | 'dataDirectory'
>;

/** How the platform itself is doing, as far as this process can see. */
export async function readSystem(parts: SystemParts): Promise<System> {
  const { store, version, topology, startedAt, dataDirectory } = parts;
  const [lanes, factsBehind, outbox, stoppedChannels, logBytes, disk] = await Promise.all([
    readLags(parts),
    factsBehindMilliseconds(store, Date.now()),
    store.outbox.counts(),
    readStoppedChannels(parts),
    store.log.bytes(),
    dataDirectory === null ? null : readDisk(dataDirectory),
  ]);
  return {
    version,
    topology,
    startedAt: startedAt.toISOString(),
    lanes: [...lanes],
    factsBehindMilliseconds: factsBehind,
    outbox,
    stoppedChannels,
    logBytes,
    disk,
    memoryBytes: process.memoryUsage.rss(),
  };
}

async function readLags({ sql }: Pick<ServerParts, 'sql'>): Promise<readonly System['lanes'][number][]> {
  return sql<System['lanes'][number][]>`
    select l.lane, l.class,
      greatest(0, l.sequence - case l.class when 'live' then p.live_offset else p.bulk_offset end) as lag
    from log_position l join lane_position p on p.lane = l.lane
    order by l.lane, l.class desc`;
}

async function readStoppedChannels({
  sql,
  workspace,
}: Pick<ServerParts, 'sql' | 'workspace'>): Promise<System['stoppedChannels']> {
  const rows = await sql<{ channel: Channel }[]>`
    select channel from channel_account
    where workspace = ${workspace} and stopped_reason is not null order by channel`;
  return rows.map(({ channel }) => channel);
}

async function readDisk(directory: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, total: blocks * bsize };
}
