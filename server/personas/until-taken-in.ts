import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';

const lookEvery = 100;

/** Frames that may still wait: the lanes never run out of work, and little of it is far behind. */
const framesAhead = 20;

/** Resolves when hardly anything waits in the bulk log. Rejects when it is aborted. */
export async function untilTakenIn(store: Pick<Store, 'log' | 'backfills'>, signal: AbortSignal): Promise<void> {
  for (;;) {
    const heads = (await store.log.heads()).filter((head) => head.class === 'bulk');
    const offsets = await store.backfills.bulkOffsets();
    if (heads.every(({ partition, sequence }) => sequence - (offsets.get(partition) ?? 0) <= framesAhead)) return;
    await sleep(lookEvery, undefined, { signal });
  }
}
