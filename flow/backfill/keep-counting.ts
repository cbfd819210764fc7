import type { ReleaseStore } from '#components/store/port/release.ts';
import { countedSince } from '#core/segment/counted-since.ts';

/** Every release that is published carries the age of its counters, whatever the change was about. */
export function keepCounting(releases: ReleaseStore): ReleaseStore {
  return {
    ...releases,
    publish: (workspace, change) =>
      releases.publish(workspace, (newest) => {
        const next = { ...change(newest), number: newest.number + 1 };
        return { ...next, countedSince: countedSince(newest, next) };
      }),
  };
}
