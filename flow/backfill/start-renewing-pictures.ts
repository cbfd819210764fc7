import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { entryOfStimulus } from '../append-stimuli.ts';

const lookEvery = 100;
/** Milliseconds until it is looked whether a passage left somebody out: ClickHouse has what the lanes wrote by then. */
const restBetween = 10_000;
const framesAhead = 4;

export interface RenewingOptions {
  readonly store: Pick<Store, 'log' | 'backfills'>;
  readonly workspace: WorkspaceId;
  /** People whose pictures are of an older form, after one of them in an order that stays; none at the end. */
  readonly oldPictures: (
    after: ProfileId | null,
    limit: number,
  ) => Promise<readonly { readonly profile: ProfileId; readonly updatedAt: Instant }[]>;
  readonly partitionCount: number;
  readonly clock: () => Instant;
  readonly onError: (error: unknown) => void;
  /** 1,000 unless a test wants fewer. */
  readonly peoplePerPage?: number;
  readonly rest?: number;
}

/**
 * Has the pictures written anew that are older than a column of theirs, so that bulk questions about it are right for
 * everybody, and not only for whoever has changed since. Which are left is read from the pictures themselves: whatever
 * stops it, the next start goes on, and once none is left it is over. Resolves `ended` then.
 */
export function startRenewingPictures(options: RenewingOptions): {
  stop(): Promise<void>;
  readonly ended: Promise<void>;
} {
  const { store, oldPictures, onError, peoplePerPage = 1_000, rest = restBetween } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  async function renew(): Promise<void> {
    for (let leftBefore = Number.POSITIVE_INFINITY; ; ) {
      const found = await passage();
      // Who has a picture and no document cannot be helped, and is not asked for ever.
      if (found === 0 || found >= leftBefore) return;
      leftBefore = found;
      await sleep(rest, undefined, { signal });
    }
  }

  async function passage(): Promise<number> {
    let found = 0;
    for (let after: ProfileId | null = null; ; ) {
      const people = await oldPictures(after, peoplePerPage);
      if (people.length === 0) return found;
      await store.log.append(people.map(entryOf));
      found += people.length;
      after = people.at(-1)?.profile ?? null;
      await untilTaken();
    }
  }

  /** No key: that a picture is written twice does no harm. */
  function entryOf({ profile, updatedAt }: { readonly profile: ProfileId; readonly updatedAt: Instant }) {
    const { workspace, partitionCount, clock } = options;
    const stimulus = {
      type: 'picture',
      workspace,
      profile,
      id: 'picture',
      at: updatedAt,
      receivedAt: clock(),
    } as const;
    return { ...entryOfStimulus(stimulus, partitionCount), key: null };
  }

  /** So that little waits in the bulk log, where an import may stand behind it. */
  async function untilTaken(): Promise<void> {
    for (;;) {
      const offsets = await store.backfills.bulkOffsets();
      const heads = (await store.log.heads()).filter((head) => head.class === 'bulk');
      if (heads.every(({ partition, sequence }) => sequence - (offsets.get(partition) ?? 0) <= framesAhead)) return;
      await sleep(lookEvery, undefined, { signal });
    }
  }

  async function serve(): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await renew();
        return;
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        failures += 1;
        await sleep(Math.min(300_000, 1_000 * 2 ** failures), undefined, { signal }).catch(() => {});
      }
    }
  }

  const ended = serve();
  return {
    ended,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
