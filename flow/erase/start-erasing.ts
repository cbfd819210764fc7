import { createWakeUp } from '../wake-up.ts';
import { erasureSteps } from './erasure.ts';
import { type ErasingParts, runStep } from './run-step.ts';

/** Together, because a mutation of ClickHouse's tables costs nearly as much for one as for a hundred. */
const erasuresAtOnce = 100;

/** Nothing is under way, or what is waits for a lane, a channel or ClickHouse. */
const idle = 2_000;
const waiting = 100;

export interface RunningErasing {
  /** Something was asked for. */
  wake(): void;
  stop(): Promise<void>;
}

export interface ErasingOptions extends ErasingParts {
  readonly onError: (error: unknown) => void;
}

/** Carries erasures out, step by step; after a crash it goes on with the step at which each of them stands. */
export function startErasing(options: ErasingOptions): RunningErasing {
  const wakeUp = createWakeUp();
  let stopping = false;

  async function round(): Promise<'idle' | 'waiting' | 'moved'> {
    const open = await options.erasures.open(erasuresAtOnce);
    let moved = false;
    for (const step of erasureSteps) {
      const atStep = open.filter((erasure) => erasure.step === step);
      if (atStep.length === 0 || stopping) continue;
      moved = (await runStep[step](atStep, options)) || moved;
    }
    return open.length === 0 ? 'idle' : moved ? 'moved' : 'waiting';
  }

  async function loop(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      try {
        const result = await round();
        failures = 0;
        if (result !== 'moved' && !stopping) await wakeUp.sleep(result === 'idle' ? idle : waiting);
      } catch (error) {
        options.onError(error);
        failures++;
        if (!stopping) await wakeUp.sleep(Math.min(30_000, 200 * 2 ** failures));
      }
    }
  }

  const ended = loop();
  return {
    wake: wakeUp.wake,
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}
