import type { LaneCommit } from '#components/store/port/lane.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { SubjectState } from '#core/company/company-state.ts';
import type { Effect } from '#core/effect.ts';
import { hashFraction } from '#core/hash.ts';
import { isHistory } from '#core/history.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { StepStimulus } from '#core/step.ts';
import { stepFirst, subjectDue } from '#core/step-subject.ts';
import { writeDocument } from '#core/write-document.ts';
import { deadLetter, storable } from './dead-letter.ts';
import { outboxRow } from './outbox-row.ts';

/** Characters. Beyond this a document is no longer one person's story: a flood under one id, or a programming error. */
const documentLimit = 512 * 1024;

/** A timer whose step failed is tried again after this long, and not at every look. */
const failedTimerPause = 3_600_000;

export interface MicroBatch {
  readonly stimuli: readonly ProfileStimulus[];
  readonly due: readonly { readonly workspace: WorkspaceId; readonly profile: ProfileId }[];
  /** Documents as loaded, by `${workspace}:${profile}`. */
  readonly documents: ReadonlyMap<string, string>;
  readonly releaseOf: (workspace: WorkspaceId) => CompiledRelease;
  readonly now: Instant;
  readonly seed: number;
  /** Of `stimuli` and `due` what must become a dead letter, because the store refuses what its step brings forth. */
  readonly refused?: ReadonlyMap<MicroBatch['stimuli'][number] | MicroBatch['due'][number], Error>;
}

export interface MicroBatchResult extends Pick<LaneCommit, 'states' | 'outbox' | 'cancelled' | 'deadLetters'> {
  readonly facts: readonly { readonly workspace: WorkspaceId; readonly fact: Fact }[];
}

/** A stimulus of the batch, or a due timer. */
type Entry = MicroBatch['stimuli'][number] | MicroBatch['due'][number];

interface Subject {
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  /** Places of what came for her among all entries of the batch. */
  readonly places: number[];
}

/** What one entry brought forth. */
interface Outcome {
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
  readonly deadLetter?: LaneCommit['deadLetters'][number];
}

/**
 * Steps every stimulus in its order on its person's document. Because a step changes nothing in place, one that throws
 * leaves the person as she was: that stimulus becomes a dead letter and the others go on.
 */
export function runMicroBatch(batch: MicroBatch): MicroBatchResult {
  const entries: readonly Entry[] = [...batch.stimuli, ...batch.due];
  const outcomes = new Array<Outcome>(entries.length);
  const states: LaneCommit['states'][number][] = [];
  // Person by person, so that what was read of a document is garbage before the next one is read: with a thousand documents
  // open at once the collector copied each of them twice before it was let go.
  for (const [key, subject] of subjectsOf(entries)) {
    const stored = batch.documents.get(key);
    let written: LaneCommit['states'][number] | undefined;
    try {
      written = runSubject(batch, entries, subject, stored, outcomes, undefined);
    } catch (error) {
      if (!(error instanceof DocumentTooLargeError)) throw error;
      // She stays as she is: all her stimuli become dead letters.
      written = runSubject(batch, entries, subject, stored, outcomes, error);
    }
    if (written) states.push(written);
  }
  const facts: { workspace: WorkspaceId; fact: Fact }[] = [];
  const effects: { workspace: WorkspaceId; effect: Effect }[] = [];
  const deadLetters: LaneCommit['deadLetters'][number][] = [];
  outcomes.forEach((outcome, place) => {
    const { workspace } = entries[place] as Entry;
    for (const fact of outcome.facts) facts.push({ workspace, fact });
    for (const effect of outcome.effects) effects.push({ workspace, effect });
    if (outcome.deadLetter) deadLetters.push(outcome.deadLetter);
  });
  return { states, ...sent(effects, batch.now), deadLetters, facts };
}

function subjectsOf(entries: readonly Entry[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  entries.forEach(({ workspace, profile }, place) => {
    const key = `${workspace}:${profile}`;
    const subject = subjects.get(key);
    if (subject) subject.places.push(place);
    else subjects.set(key, { workspace, profile, places: [place] });
  });
  return subjects;
}

/** Everything that came for one person, in its order. Returns her new row; undefined where nothing of it changed. */
function runSubject(
  batch: MicroBatch,
  entries: readonly Entry[],
  { workspace, profile, places }: Subject,
  stored: string | undefined,
  outcomes: Outcome[],
  tooLarge: DocumentTooLargeError | undefined,
): LaneCommit['states'][number] | undefined {
  const random = (...words: string[]) => hashFraction(String(batch.seed), ...words);
  const context = { workspace, now: batch.now, release: batch.releaseOf(workspace), random };
  let loaded: SubjectState | undefined;
  let state: SubjectState | undefined;
  let due: Instant | null = null;
  let changed = false;
  const stimuli = places.map((place) => stimulusOf(entries[place] as Entry));
  // Which of a stretch throws, or is refused, is told when each is stepped by itself.
  let apart = tooLarge !== undefined || (batch.refused?.size ?? 0) > 0;
  for (let index = 0; index < places.length; ) {
    const place = places[index] as number;
    const stimulus = stimuli[index] as StepStimulus;
    const following = apart || !isHistory(stimulus) ? [] : stimuli.slice(index + 1);
    try {
      const obstacle = tooLarge ?? batch.refused?.get(entries[place] as Entry);
      if (obstacle) throw obstacle;
      // Read once: each stimulus of a flood throws, and would have the whole document read again.
      if (stored !== undefined) loaded ??= readDocument(stored);
      const { taken, ...result } = stepFirst(state ?? loaded, [stimulus, ...following], context);
      due = dueTime(result.state);
      state = result.state;
      changed = true;
      outcomes[place] = { facts: result.facts, effects: result.effects };
      for (const other of places.slice(index + 1, index + taken)) outcomes[other] = { facts: [], effects: [] };
      index += taken;
    } catch (error) {
      if (following.length > 0) {
        apart = true;
        continue;
      }
      outcomes[place] = { facts: [], effects: [], deadLetter: deadLetter(workspace, stimulus, error, batch.now) };
      index++;
      if (stimulus.type !== 'timer') continue;
      due = batch.now + failedTimerPause;
      changed = true;
    }
  }
  // What could not be read stays as it is, but for what would end it too early among the others.
  const document = state === undefined ? stored && storable(stored) : writeDocument(state);
  if (document === undefined || !changed) return undefined;
  if (document.length > documentLimit && !tooLarge) throw new DocumentTooLargeError(document.length);
  const isNew = stored === undefined;
  return { lane: laneOf(workspace, profile), workspace, profile, isNew, document, nextDue: due };
}

function stimulusOf(entry: Entry): StepStimulus {
  return 'type' in entry ? entry : { type: 'timer', profile: entry.profile };
}

/** A time that the column cannot hold would make the whole batch fail, and fail again. */
function dueTime(state: SubjectState): Instant | null {
  const due = subjectDue(state);
  if (due !== null && !Number.isSafeInteger(due)) throw new RangeError(`Due at ${due}, which is no point in time`);
  return due;
}

/** A delivery that was taken back within the batch goes out all the same: only its receipt ends the reservation. */
function sent(
  effects: readonly { readonly workspace: WorkspaceId; readonly effect: Effect }[],
  now: Instant,
): Pick<MicroBatchResult, 'outbox' | 'cancelled'> {
  return {
    outbox: effects.flatMap(({ workspace, effect }) =>
      effect.type === 'cancel_delivery' ? [] : [outboxRow(workspace, effect, now)],
    ),
    cancelled: effects.flatMap(({ effect }) => (effect.type === 'cancel_delivery' ? [effect.delivery] : [])),
  };
}

class DocumentTooLargeError extends Error {
  override name = 'DocumentTooLargeError';
  constructor(length: number) {
    super(`The document would have ${length} characters; ${documentLimit} are allowed.`);
  }
}
