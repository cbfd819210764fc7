import type { LogClass, LogFrame } from '#components/store/port/log.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { type MicroBatchResult, runMicroBatch } from '#flow/lane/micro-batch.ts';
import { readFrame } from '#flow/lane/read-frame.ts';
import { CommandError } from '../usage-error.ts';
import type { RecordedCommit, RecordedLane } from './recorded-lane.ts';

export interface ReplayRequest {
  /** Only people whose last step is in these commits are compared. */
  readonly from: number;
  readonly to: number;
  readonly onCommit: (number: number) => void;
}

export interface ReplayResult {
  readonly commits: number;
  readonly stimuli: number;
  readonly timers: number;
  readonly facts: number;
  /** People compared, and those who came out otherwise than they are stored. */
  readonly people: number;
  readonly different: readonly Difference[];
}

export interface Difference {
  /** `${workspace}:${profile}` */
  readonly subject: string;
  readonly lastCommit: number;
  readonly replayed: string | undefined;
  readonly stored: string | undefined;
}

/** In place of what the database said then. */
const refusedThen = new Error('The database refused it.');

const none: RecordedCommit['offsets'] = { live: 0, bulk: 0 };

/**
 * Runs all that a lane has recorded through the pure step again, from its first commit, and holds the documents that come
 * out against the stored ones, letter by letter. Throws CommandError where the log does not reach back to the beginning.
 */
export async function replayLane(recorded: RecordedLane, { from, to, onCommit }: ReplayRequest): Promise<ReplayResult> {
  const documents = new Map<string, string>();
  const lastCommits = new Map<string, number>();
  const releases = new Map<string, CompiledRelease>();
  const counts = { commits: 0, stimuli: 0, timers: 0, facts: 0 };
  let before: Pick<RecordedCommit, 'number' | 'offsets' | 'releases'> = { number: 0, offsets: none, releases: {} };

  for await (const commit of recorded.commits()) {
    if (commit.number !== before.number + 1) throw incomplete(`commit ${before.number + 1}`);
    const stimuli = await readStimuli(recorded, before.offsets, commit.offsets);
    const due = commit.due.map(([workspace, profile]) => ({ workspace, profile }));
    for (const workspace of new Set([...stimuli, ...due].map((subject) => subject.workspace))) {
      await prepare(recorded, releases, workspace, before.releases[workspace] ?? 0);
    }
    const entries = [...stimuli, ...due];
    const refused = new Map(
      entries.flatMap((entry, index) => (commit.refused.includes(index) ? [[entry, refusedThen]] : [])),
    );
    const inForce = before.releases;
    const result = runMicroBatch({
      stimuli,
      due,
      documents,
      releaseOf: (workspace) => find(releases, workspace, inForce[workspace] ?? 0),
      now: commit.now,
      seed: commit.seed,
      refused,
    });
    keep(result, commit.number, documents, lastCommits);
    counts.commits++;
    counts.stimuli += stimuli.length;
    counts.timers += due.length;
    counts.facts += result.facts.length;
    before = commit;
    onCommit(commit.number);
  }
  if (before.number !== recorded.newest) throw incomplete(`commit ${before.number + 1}`);

  const compared = [...lastCommits].filter(([, number]) => number >= from && number <= to);
  const different = await compare(recorded, documents, new Map(compared));
  return { ...counts, people: compared.length, different };
}

async function readStimuli(
  recorded: RecordedLane,
  before: RecordedCommit['offsets'],
  after: RecordedCommit['offsets'],
): Promise<readonly ProfileStimulus[]> {
  const stimuli: ProfileStimulus[] = [];
  for (const logClass of ['live', 'bulk'] as const) {
    if (after[logClass] === before[logClass]) continue;
    const frames = await recorded.frames(logClass, before[logClass], after[logClass]);
    if (frames.length !== after[logClass] - before[logClass])
      throw incomplete(describeGap(logClass, before[logClass], frames));
    for (const frame of frames) {
      const contents = readFrame(logClass, frame).stimuli;
      stimuli.push(...contents.filter((stimulus) => stimulus.type !== 'control'));
    }
  }
  return stimuli;
}

function describeGap(logClass: LogClass, after: number, frames: readonly LogFrame[]): string {
  const missing = frames.findIndex(({ sequence }, index) => sequence !== after + 1 + index);
  return `${logClass} frame ${after + 1 + (missing < 0 ? frames.length : missing)}`;
}

function incomplete(what: string): CommandError {
  return new CommandError(
    `The lane cannot be replayed from its beginning: ${what} is no longer kept. Frames are dropped after some days.`,
  );
}

async function prepare(
  recorded: RecordedLane,
  releases: Map<string, CompiledRelease>,
  workspace: WorkspaceId,
  number: number,
): Promise<void> {
  const key = `${workspace}:${number}`;
  if (releases.has(key)) return;
  const empty = { workspace, number: 0, settings: defaultSettings, segments: [], journeys: [], messages: [] };
  releases.set(key, compileRelease(number === 0 ? empty : await recorded.release(workspace, number)));
}

function find(releases: ReadonlyMap<string, CompiledRelease>, workspace: WorkspaceId, number: number): CompiledRelease {
  const release = releases.get(`${workspace}:${number}`);
  if (release === undefined) throw new Error(`Release ${number} of workspace ${workspace} was not prepared`);
  return release;
}

function keep(
  { states }: MicroBatchResult,
  commit: number,
  documents: Map<string, string>,
  lastCommits: Map<string, number>,
): void {
  for (const { workspace, profile, document } of states) {
    documents.set(`${workspace}:${profile}`, document);
    lastCommits.set(`${workspace}:${profile}`, commit);
  }
}

async function compare(
  recorded: RecordedLane,
  documents: ReadonlyMap<string, string>,
  compared: ReadonlyMap<string, number>,
): Promise<Difference[]> {
  const different: Difference[] = [];
  const missing = new Map(compared);
  for await (const { subject, document } of recorded.documents()) {
    const lastCommit = compared.get(subject);
    missing.delete(subject);
    const replayed = documents.get(subject);
    // Somebody of whom the log knows nothing is a difference too, whatever commits were asked for.
    if (replayed !== undefined && lastCommit === undefined) continue;
    if (replayed !== document) different.push({ subject, lastCommit: lastCommit ?? 0, replayed, stored: document });
  }
  for (const [subject, lastCommit] of missing) {
    different.push({ subject, lastCommit, replayed: documents.get(subject), stored: undefined });
  }
  return different;
}
