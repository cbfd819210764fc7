import type { LogClass, LogFrame, LogStore } from '#components/store/port/log.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { ControlStimulus, ProfileStimulus, Stimulus } from '#contracts/stimulus.ts';

export interface FrameContents {
  readonly class: LogClass;
  /** Offset of the class once this is committed. */
  readonly offset: number;
  readonly stimuli: readonly ProfileStimulus[];
  /** A change of definitions that comes after these stimuli and before all later ones. */
  readonly control?: ControlStimulus;
}

/** A frame holds up to a thousand stimuli, so that a read brings at most some megabytes. */
const framesAtOnce = 8;

export interface FrameReader {
  /** Whole frames until there are `wanted` stimuli or a control stimulus; undefined when there is none. */
  take(wanted: number): Promise<FrameContents | undefined>;
}

/** Reads a partition's log of one class from `offset` on. What was read beyond the wanted is kept for the next take. */
export function createFrameReader(
  log: Pick<LogStore, 'read'>,
  partition: Lane,
  logClass: LogClass,
  offset: number,
): FrameReader {
  let kept: readonly LogFrame[] = [];
  let readTo = offset;
  return {
    async take(wanted) {
      if (kept.length === 0) {
        kept = await log.read(partition, logClass, readTo, framesAtOnce);
        readTo = kept.at(-1)?.sequence ?? readTo;
      }
      const { contents, frames } = takeFrames(logClass, kept, wanted);
      kept = kept.slice(frames);
      return contents;
    },
  };
}

function takeFrames(
  logClass: LogClass,
  frames: readonly LogFrame[],
  wanted: number,
): { readonly contents: FrameContents | undefined; readonly frames: number } {
  const stimuli: ProfileStimulus[] = [];
  let taken = 0;
  let offset: number | undefined;
  for (const frame of frames) {
    if (stimuli.length >= wanted) break;
    const contents = JSON.parse(frame.body) as readonly Stimulus[];
    offset = frame.sequence;
    taken++;
    for (const stimulus of contents) {
      // A control stimulus is published in a frame of its own, so nothing of this frame comes after it.
      if (stimulus.type === 'control') {
        return { contents: { class: logClass, offset, stimuli, control: stimulus }, frames: taken };
      }
      stimuli.push(stimulus);
    }
  }
  return { contents: offset === undefined ? undefined : { class: logClass, offset, stimuli }, frames: taken };
}
