import type { Store } from '#components/store/port/index.ts';
import { countedSince } from '#core/segment/counted-since.ts';
import { renewSegments } from '#core/segment/seed/renew-segments.ts';

/** The same store, in which every release that is published carries the age of its segments and counters. */
export function keepCounting(store: Store): Store {
  const { releases } = store;
  return {
    ...store,
    releases: {
      ...releases,
      publish: (workspace, change) =>
        releases.publish(workspace, (newest) => {
          const changed = { ...change(newest), number: newest.number + 1 };
          const next = { ...changed, segments: renewSegments(newest, changed) };
          return { ...next, countedSince: countedSince(newest, next) };
        }),
    },
  };
}
