import type { LogStore } from '#components/store/port/log.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { RunningLane } from '#flow/lane/lane.ts';

/** Has each lane hear of what is appended to its partition; both lists are in the same order. Resolves to what ends it. */
export async function wakeLanes(
  log: Pick<LogStore, 'watch'>,
  partitions: readonly Lane[],
  lanes: readonly Pick<RunningLane, 'wake'>[],
): Promise<() => Promise<void>> {
  const watched = await Promise.all(
    partitions.map((partition, index) => log.watch(partition, (appended) => lanes[index]?.wake(appended))),
  );
  return async () => {
    await Promise.all(watched.map((unwatch) => unwatch()));
  };
}
