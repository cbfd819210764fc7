import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { laneCount, partitions } from '#core/lane.ts';
import type { LiveHub } from '../live/live-feed.ts';
import { createFlowMetrics } from '../threads/flow-metrics.ts';
import type { LaneThreadData, OutboundThreadData, ThreadReport } from '../threads/message.ts';
import { randomSeed as seed } from '../threads/random-seed.ts';
import { type RunningThread, startThread } from '../threads/start-thread.ts';
import type { Engines } from './engines.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createSeldomLog } from './seldom-log.ts';

/** How often the lanes are told whom somebody looks at. */
const followEvery = 500;

export interface ThreadParts extends Engines {
  readonly partitionCount: number;
  readonly workspaces: readonly WorkspaceId[];
  readonly publicUrl: string;
  readonly channelKey: Uint8Array;
  readonly live: LiveHub;
  readonly metrics: Registry;
  readonly log: Logger;
}

/** One thread per partition, and one for all that leaves a commit. What they report goes to metrics, log and live feed. */
export async function startThreads(parts: ThreadParts, lifecycle: Lifecycle): Promise<void> {
  const { databaseUrl, clickhouseUrl, workspaces, publicUrl, channelKey, live, log } = parts;
  const firstLanes = partitions(parts.partitionCount);
  const measure = createFlowMetrics(parts.metrics);
  const seldom = createSeldomLog(log);

  function onReport(report: ThreadReport): void {
    measure(report);
    if (report.type === 'error') seldom.error(report.error, report.text);
    if (report.type === 'commits') {
      live.publish(
        report.facts.map(({ fact }) => fact),
        report.factCounts.event ?? 0,
      );
    }
  }

  const start = (file: string, name: string, data: LaneThreadData | OutboundThreadData) =>
    lifecycle.add(
      name,
      () =>
        startThread({
          file: new URL(`../threads/${file}`, import.meta.url),
          name,
          data,
          onReport,
          onRestart: (reason) => log.error({ error: reason }, `the thread "${name}" ended and is started anew`),
        }),
      (thread) => thread.stop(),
    );

  await start('outbound-thread.ts', 'outbound', {
    databaseUrl,
    clickhouseUrl,
    partitions: firstLanes,
    workspaces,
    publicUrl,
    channelKey,
  });
  const lanes: RunningThread[] = [];
  for (const partition of firstLanes) {
    const end = partition + laneCount / parts.partitionCount;
    lanes.push(await start('lane-thread.ts', `lane-${partition}`, { databaseUrl, partition, end, seed }));
  }
  await lifecycle.add('live view', () => keepFollowing(live, lanes), clearInterval);
}

function keepFollowing(live: LiveHub, lanes: readonly RunningThread[]): NodeJS.Timeout {
  let told = '';
  return setInterval(() => {
    const profiles = [...live.followed];
    if (profiles.join() === told) return;
    told = profiles.join();
    for (const lane of lanes) lane.send({ type: 'follow', profiles });
  }, followEvery);
}
