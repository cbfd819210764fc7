import type { Instant } from '#contracts/identifiers.ts';

/** 'go', or when to come again. */
export type Admission = 'go' | { readonly comeAgainAt: Instant };

const firstPause = 60_000;
const longestPause = 15 * 60_000;
const probeWait = 5_000;

export interface Circuit {
  /** May one message go? The first one after a pause is the probe. */
  admit(now: Instant): Admission;
  /** What `admit` would say, asking for nothing; `probe` where only a single message may go. */
  look(now: Instant): Admission | 'probe';
  stop(now: Instant): void;
  /** Any answer but a stop. True when it ended a pause. */
  answered(): boolean;
}

/** After a provider refused the whole account: a pause, then a single message as a probe, then all of them again. */
export function createCircuit(): Circuit {
  let stops = 0;
  let pausedUntil = 0;
  let probing = false;

  function look(now: Instant): Admission | 'probe' {
    if (stops === 0) return 'go';
    if (now < pausedUntil) return { comeAgainAt: pausedUntil };
    return probing ? { comeAgainAt: now + probeWait } : 'probe';
  }

  return {
    look,
    admit(now) {
      const seen = look(now);
      if (seen !== 'probe') return seen;
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
