import type { Instant } from '#contracts/identifiers.ts';
import type { Admission } from './token-bucket.ts';

const firstPause = 60_000;
const longestPause = 15 * 60_000;
const probeWait = 5_000;

export interface Circuit {
  admit(now: Instant): Admission;
  stop(now: Instant): void;
  /** Any answer but a stop. True when it ended a pause. */
  answered(): boolean;
}

/** After a provider refused the whole account: a pause, then a single message as a probe, then all of them again. */
export function createCircuit(): Circuit {
  let stops = 0;
  let pausedUntil = 0;
  let probing = false;
  return {
    admit(now) {
      if (stops === 0) return 'go';
      if (now < pausedUntil) return { comeAgainAt: pausedUntil };
      if (probing) return { comeAgainAt: now + probeWait };
      probing = true;
      return 'go';
    },
    stop(now) {
      // Messages that were already on their way when the first one was refused do not lengthen the pause.
      if (now < pausedUntil) return;
      stops += 1;
      pausedUntil = now + Math.min(longestPause, firstPause * 2 ** (stops - 1));
      probing = false;
    },
    answered() {
      const ended = stops > 0;
      stops = 0;
      pausedUntil = 0;
      probing = false;
      return ended;
    },
  };
}
