import { BroadcastChannel } from 'node:worker_threads';
import type { Lane } from '#contracts/identifiers.ts';
import type { ToldFrame } from '../port/log.ts';

/** Tells the lanes of this process, whichever thread they are in, of what was appended. */
export interface ToldInProcess {
  /** Undefined: there may be something new. */
  tell(partition: Lane, appended: ToldFrame | undefined): void;
  watch(partition: Lane, listener: (appended: ToldFrame | undefined) => void): () => void;
}

/** `log`: whose frames; every log of a process has a name of its own. */
export function tellInProcess(log: string): ToldInProcess {
  const tellers = new Map<Lane, BroadcastChannel>();

  // One channel for each partition, so that a frame is copied for the lane that it is for, and for no other.
  function open(partition: Lane): BroadcastChannel {
    const channel = new BroadcastChannel(`${log} ${partition}`);
    // An open channel would keep the process running.
    channel.unref();
    return channel;
  }

  return {
    tell(partition, appended) {
      const teller = tellers.get(partition) ?? open(partition);
      tellers.set(partition, teller);
      teller.postMessage(appended);
    },
    watch(partition, listener) {
      const channel = open(partition);
      channel.onmessage = ({ data }: { readonly data: unknown }) => listener(data as ToldFrame | undefined);
      return () => channel.close();
    },
  };
}
