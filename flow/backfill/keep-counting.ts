import type { Store } from '#components/store/port/index.ts';
import { countedSince } from '#core/segment/counted-since.ts';

/** The same store, in which every release that is published carries the age of its counters. */
export function keepCounting(store: Store): Store {
  const { releases } = store;
  return {
    ...store,
    releases: {
      ...releases,
      publish: (workspace, change) =>
        releases.publish(workspace, (newest) => {
          const next = { ...change(newest), number: newest.number + 1 };
          return { ...next, countedSince: countedSince(newest, next) };
        }),
    },
  };
}
