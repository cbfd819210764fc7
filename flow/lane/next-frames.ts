import type { LogClass, LogFrame } from '#components/store/port/log.ts';
import type { ControlStimulus, ProfileStimulus, Stimulus } from '#contracts/stimulus.ts';

export interface FrameContents {
  readonly class: LogClass;
  /** Offset of the class once this is committed. */
  readonly offset: number;
  readonly stimuli: readonly ProfileStimulus[];
  /** A change of definitions that comes after these stimuli and before all later ones. */
  readonly control?: ControlStimulus;
}

/** Takes frames until there are `wanted` stimuli or a control stimulus; undefined when there is none. */
export function takeFrames(logClass: LogClass, frames: readonly LogFrame[], wanted: number): FrameContents | undefined {
  const stimuli: ProfileStimulus[] = [];
  let offset: number | undefined;
  for (const frame of frames) {
    if (stimuli.length >= wanted) break;
    const contents = JSON.parse(frame.body) as readonly Stimulus[];
    offset = frame.sequence;
    for (const stimulus of contents) {
      // A control stimulus is published in a frame of its own, so nothing of this frame comes after it.
      if (stimulus.type === 'control') return { class: logClass, offset, stimuli, control: stimulus };
      stimuli.push(stimulus);
    }
  }
  return offset === undefined ? undefined : { class: logClass, offset, stimuli };
}
