import type { LaneCommit } from '#components/store/port/lane.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { SubjectState } from '#core/company/company-state.ts';
import type { Effect } from '#core/effect.ts';
import { hashFraction } from '#core/hash.ts';
import { laneOf } from '#core/lane.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { StepStimulus } from '#core/step.ts';
import { stepSubject, subjectDue } from '#core/step-subject.ts';
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

interface Subject {
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  /** As loaded; undefined for somebody new. */
  readonly document: string | undefined;
  /** The same, read; undefined until it was needed. */
  loaded: SubjectState | undefined;
  /** Set by the first step that succeeded. */
  state: SubjectState | undefined;
  due: Instant | null;
  changed: boolean;
}

/**
 * Steps every stimulus in its order on its person's document. Because a step changes nothing in place, one that throws
 * leaves the person as she was: that stimulus becomes a dead letter and the others go on.
 */
export function runMicroBatch(batch: MicroBatch): MicroBatchResult {
  const tooLarge = new Map<string, DocumentTooLargeError>();
  for (;;) {
    try {
      return runOnce(batch, tooLarge);
    } catch (error) {
      if (!(error instanceof DocumentTooLargeError)) throw error;
      tooLarge.set(error.subject, error);
    }
  }
}

/** People whose documents grew too large stay as they are: all their stimuli become dead letters. */
function runOnce(batch: MicroBatch, tooLarge: ReadonlyMap<string, DocumentTooLargeError>): MicroBatchResult {
  const subjects = new Map<string, Subject>();
  const facts: { workspace: WorkspaceId; fact: Fact }[] = [];
  const effects: { workspace: WorkspaceId; effect: Effect }[] = [];
  const deadLetters: LaneCommit['deadLetters'][number][] = [];
  const random = (...words: string[]) => hashFraction(String(batch.seed), ...words);

  const run = (workspace: WorkspaceId, stimulus: StepStimulus, refusal: Error | undefined) => {
    const key = `${workspace}:${stimulus.profile}`;
    const subject = subjects.get(key) ?? subjectOf(workspace, stimulus.profile, batch.documents.get(key));
    subjects.set(key, subject);
    try {
      const obstacle = tooLarge.get(key) ?? refusal;
      if (obstacle) throw obstacle;
      // Read once: each stimulus of a flood throws, and would have the whole document read again.
      subject.loaded ??= readDocument(subject.document);
      const state = subject.state ?? subject.loaded;
      const result = stepSubject(state, stimulus, {
        workspace,
        now: batch.now,
        release: batch.releaseOf(workspace),
        random,
      });
      subject.due = dueTime(result.state);
      subject.state = result.state;
      subject.changed = true;
      for (const fact of result.facts) facts.push({ workspace, fact });
      for (const effect of result.effects) effects.push({ workspace, effect });
    } catch (error) {
      deadLetters.push(deadLetter(workspace, stimulus, error, batch.now));
      if (stimulus.type === 'timer') postpone(subject, batch.now);
    }
  };
  for (const stimulus of batch.stimuli) run(stimulus.workspace, stimulus, batch.refused?.get(stimulus));
  for (const subject of batch.due) {
    const { workspace, profile } = subject;
    run(workspace, { type: 'timer', profile }, batch.refused?.get(subject));
  }

  return { ...written(subjects, tooLarge), ...sent(effects, batch.now), deadLetters, facts };
}

function subjectOf(workspace: WorkspaceId, profile: ProfileId, document: string | undefined): Subject {
  return { workspace, profile, document, loaded: undefined, state: undefined, due: null, changed: false };
}

function readDocument(document: string | undefined): SubjectState | undefined {
  return document === undefined ? undefined : (JSON.parse(document) as SubjectState);
}

/** A time that the column cannot hold would make the whole batch fail, and fail again. */
function dueTime(state: SubjectState): Instant | null {
  const due = subjectDue(state);
  if (due !== null && !Number.isSafeInteger(due)) throw new RangeError(`Due at ${due}, which is no point in time`);
  return due;
}

function postpone(subject: Subject, now: Instant): void {
  subject.due = now + failedTimerPause;
  subject.changed = true;
}

function written(
  subjects: ReadonlyMap<string, Subject>,
  tooLarge: ReadonlyMap<string, DocumentTooLargeError>,
): Pick<MicroBatchResult, 'states'> {
  const states = [...subjects].flatMap(([key, { workspace, profile, document: stored, state, due, changed }]) => {
    // What could not be read stays as it is, but for what would end it too early among the others.
    const document = state === undefined ? stored && storable(stored) : JSON.stringify(state);
    if (document === undefined || !changed) return [];
    if (document.length > documentLimit && !tooLarge.has(key)) throw new DocumentTooLargeError(key, document.length);
    const isNew = stored === undefined;
    return [{ lane: laneOf(workspace, profile), workspace, profile, isNew, document, nextDue: due }];
  });
  return { states };
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
  readonly subject: string;
  constructor(subject: string, length: number) {
    super(`The document would have ${length} characters; ${documentLimit} are allowed.`);
    this.subject = subject;
  }
}
