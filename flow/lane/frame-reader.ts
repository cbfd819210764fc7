import type { LogClass, LogFrame, LogStore } from '#components/store/port/log.ts';
import type { Lane } from '#contracts/identifiers.ts';
import type { ControlStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import type { Unreadable } from './dead-letter.ts';
import { readFrame } from './read-frame.ts';

export interface FrameContents {
  readonly class: LogClass;
  /** Offset of the class once this is committed. */
  readonly offset: number;
  readonly stimuli: readonly ProfileStimulus[];
  /** A change of definitions that comes after these stimuli and before all later ones. */
  readonly control?: ControlStimulus;
  readonly unreadable: readonly Unreadable[];
}

/** A frame holds up to a thousand stimuli, so that a read brings at most some megabytes. */
const framesAtOnce = 8;

/** Characters of frames that are held as they were told. What is told beyond that is read from the log when its turn comes. */
const charactersHeld = 4 * 1024 * 1024;

export interface FrameReader {
  /** The log has frames up to this one; without a number, there may be some. With its body it need not be read any more. */
  hear(sequence?: number, body?: string): void;
  /** Whether a take may bring something, as far as it was heard of. */
  mayHaveMore(): boolean;
  /** Whole frames until there are `wanted` stimuli or a control stimulus; undefined when there is none. */
  take(wanted: number): Promise<FrameContents | undefined>;
}

/**
 * Reads a partition's log of one class from `offset` on. What was read beyond the wanted is kept for the next take. A reader
 * that has all that it heard of does not ask the log whether there is more: a lone event cost four reads, of which three brought nothing. What was
 * told with its body, and comes next, is not asked for at all.
 */
export function createFrameReader(
  log: Pick<LogStore, 'read'>,
  partition: Lane,
  logClass: LogClass,
  offset: number,
): FrameReader {
  let kept: readonly LogFrame[] = [];
  let readTo = offset;
  /** The newest frame that was heard of, or `readTo` where a look found none behind it; undefined where there may be some that nobody told of. */
  let heard: number | undefined;
  let timesHeard = 0;
  const told = createToldFrames();

  async function read(): Promise<readonly LogFrame[]> {
    const next = told.take(readTo, framesAtOnce);
    if (next.length > 0) {
      readTo += next.length;
      return next;
    }
    const before = timesHeard;
    const frames = await log.read(partition, logClass, readTo, framesAtOnce);
    readTo = frames.at(-1)?.sequence ?? readTo;
    told.forget(readTo);
    // What was heard of meanwhile may have been appended after the look.
    if (frames.length === 0 && timesHeard === before) heard = readTo;
    return frames;
  }

  return {
    hear(sequence, body) {
      timesHeard++;
      if (sequence !== undefined && sequence > readTo && body !== undefined) told.hold({ sequence, body });
      heard = sequence === undefined || heard === undefined ? undefined : Math.max(heard, sequence);
    },
    mayHaveMore: () => kept.length > 0 || heard !== readTo,
    async take(wanted) {
      if (kept.length === 0) kept = await read();
      const { contents, frames } = takeFrames(logClass, kept, wanted);
      kept = kept.slice(frames);
      return contents;
    },
  };
}

/** Frames as they were told, in whatever order; numbers of a partition's frames follow one another. */
function createToldFrames() {
  const bodies = new Map<number, string>();
  let characters = 0;

  function remove(sequence: number): void {
    characters -= bodies.get(sequence)?.length ?? 0;
    bodies.delete(sequence);
  }

  return {
    hold({ sequence, body }: LogFrame): void {
      if (characters + body.length > charactersHeld || bodies.has(sequence)) return;
      bodies.set(sequence, body);
      characters += body.length;
    },
    /** Those that come right after a number, without a gap. */
    take(after: number, most: number): readonly LogFrame[] {
      const next: LogFrame[] = [];
      for (let sequence = after + 1; next.length < most; sequence++) {
        const body = bodies.get(sequence);
        if (body === undefined) break;
        next.push({ sequence, body });
        remove(sequence);
      }
      return next;
    },
    /** Those up to a number are in hand. */
    forget(upTo: number): void {
      for (const sequence of bodies.keys()) if (sequence <= upTo) remove(sequence);
    },
  };
}

function takeFrames(
  logClass: LogClass,
  frames: readonly LogFrame[],
  wanted: number,
): { readonly contents: FrameContents | undefined; readonly frames: number } {
  const stimuli: ProfileStimulus[] = [];
  const unreadable: Unreadable[] = [];
  let control: ControlStimulus | undefined;
  let taken = 0;
  let offset: number | undefined;
  for (const frame of frames) {
    if (stimuli.length >= wanted || control) break;
    const read = readFrame(logClass, frame);
    offset = frame.sequence;
    taken++;
    unreadable.push(...read.unreadable);
    for (const stimulus of read.stimuli) {
      // A control stimulus is published in a frame of its own, so nothing of this frame comes after it.
      if (stimulus.type === 'control') control = stimulus;
      else stimuli.push(stimulus);
    }
  }
  if (offset === undefined) return { contents: undefined, frames: taken };
  return { contents: { class: logClass, offset, stimuli, unreadable, ...(control && { control }) }, frames: taken };
}
