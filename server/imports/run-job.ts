import { Worker } from 'node:worker_threads';
import type { ImportProgress } from '#contracts/api/import.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { Acceptance } from '../tracking/accept-events.ts';
import { openBatchIntake } from './batch-intake.ts';
import type { RepeatParts } from './file-repeats.ts';
import type { ImportFiles } from './import-files.ts';
import { type ImportRow, moveImport, saveCheck, saveFingerprint, saveProgress } from './import-rows.ts';
import { mappingText } from './mapping-text.ts';
import { type ReadingSettings, readingOf } from './reading.ts';
import type { FromImportThread, ImportThreadData, ToImportThread } from './thread-message.ts';

export interface JobParts extends RepeatParts {
  readonly files: ImportFiles;
}

/** Memory of the thread; what it holds are a few thousand rows, and of a dry run the people it has met. */
const memoryMegabytes = 1_024;

const pathOfThread = new URL('../threads/import-thread.ts', import.meta.url);

/**
 * Works one import off, or its dry run, until it ends or somebody pauses it. The thread reads, maps and checks; what it
 * finds goes through the same door as a call of /v1/import. Resolves whatever happens: a failure stands in its row.
 */
export async function runJob(
  row: ImportRow,
  parts: JobParts,
  settings: ReadingSettings,
  signal: AbortSignal,
): Promise<void> {
  try {
    const finished = await follow(row, parts, settings, signal);
    if (!finished) return;
    const from = row.status === 'checking' ? ('checking' as const) : ('importing' as const);
    await moveImport(parts, row.id, [from], from === 'checking' ? 'ready' : 'done');
  } catch (error) {
    if (signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    const to = row.status === 'checking' ? 'ready' : 'failed';
    await moveImport(parts, row.id, ['checking', 'importing'], to, { error: message.slice(0, 2_000) });
  }
}

/** True when it went through to the end of the file. */
async function follow(
  row: ImportRow,
  parts: JobParts,
  settings: ReadingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const { id, format, mapping } = row;
  if (format === null || mapping === null) throw new Error('The import has no mapping.');
  const reading = readingOf(mapping, settings);
  const task = row.status === 'checking' ? 'check' : 'import';
  const data: ImportThreadData = {
    task,
    workspace: parts.workspace,
    ...reading,
    file: parts.files.content(id),
    format,
    mapping,
    hash: row.hash,
    from: task === 'import' ? row.settled : 0,
    rejectedFile: parts.files.rejected(id, task),
    spoolFile: task === 'import' && goesByPerson(row) ? parts.files.spool(id) : null,
  };
  const worker = new Worker(pathOfThread, {
    workerData: data,
    name: 'import',
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  const post = (message: ToImportThread) => worker.postMessage(message);
  const intake = openBatchIntake({ ...row, mapping }, parts, reading, signal);
  const take = task === 'check' ? takeCheck(row, parts) : takeImport(row, parts, signal);
  const ended = Promise.withResolvers<boolean>();
  let finished = false;
  let handling: Promise<void> = Promise.resolve();
  const handle = async (message: FromImportThread, accepted: Promise<Acceptance | undefined> | undefined) => {
    if (message.type === 'mistake') throw new Error(message.message);
    if (message.type === 'fingerprint') return saveFingerprint(parts, id, message);
    const outcome = await accepted;
    const answer = await take(message, outcome);
    if (message.type === 'end') finished = answer !== undefined;
    else {
      const unread = outcome?.unread ?? [];
      post(
        answer === undefined ? { type: 'stop', leaving: signal.aborted } : { type: 'settled', refused: answer, unread },
      );
    }
  };
  worker.on('message', (message: FromImportThread) => {
    if (message.type === 'fingerprint') intake.know(message.hash);
    // The next batch is checked and waits its turn while the one before is written; progress counts them in their order.
    const accepted = message.type === 'batch' ? intake.accept(message) : undefined;
    handling = handling.then(() => handle(message, accepted));
    handling.catch((error: unknown) => {
      ended.reject(error);
      void worker.terminate();
    });
  });
  worker.on('error', ended.reject);
  worker.on('exit', () => void handling.then(() => ended.resolve(finished), ended.reject));
  const stop = () => post({ type: 'stop', leaving: true });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await intake.end();
  }
}

/** Of customers each has one row as a rule. What starts journeys happens in the order in which it is told. */
function goesByPerson({ byPerson, journeys, mapping }: ImportRow): boolean {
  return byPerson && !journeys && mapping?.kind !== 'customers';
}

type Refused = readonly { readonly index: number; readonly message: string }[];
/** Undefined: it is not to go on. */
type Take = (
  message: Exclude<FromImportThread, { type: 'mistake' | 'fingerprint' }>,
  accepted: Acceptance | undefined,
) => Promise<Refused | undefined>;

function takeImport(row: ImportRow, parts: JobParts, signal: AbortSignal): Take {
  const startedAt = performance.now();
  let progress: ImportProgress = row.progress ?? nothing;
  /** A batch did not come in. Those behind it may have, and are sent again with it: what is settled has no gaps. */
  let isBroken = false;
  const save = async (next: ImportProgress) => {
    progress = next;
    return (await saveProgress(parts, row.id, progress)) && !signal.aborted;
  };
  return async (message, accepted) => {
    if (message.type === 'people' || isBroken) return undefined;
    const { line, rejected, unread } = message;
    if (message.type === 'end') {
      return (await save({ ...progress, line: Math.max(line, progress.line), rejected, unread: [...unread] }))
        ? []
        : undefined;
    }
    isBroken = accepted === undefined;
    if (accepted === undefined) return undefined;
    const settled = progress.settled + message.count;
    const goOn = await save({
      settled,
      line,
      taken: progress.taken + accepted.accepted - accepted.duplicates,
      duplicates: progress.duplicates + accepted.duplicates,
      rejected: withRefused(rejected, accepted.rejected.length),
      unread: [...unread],
      perSecond: Math.round((settled - row.settled) / ((performance.now() - startedAt) / 1_000)),
    });
    return goOn ? accepted.rejected : undefined;
  };
}

const nothing: ImportProgress = { settled: 0, line: 0, taken: 0, duplicates: 0, rejected: {}, perSecond: 0 };

function withRefused(rejected: ImportProgress['rejected'], refused: number): ImportProgress['rejected'] {
  return refused === 0 ? rejected : { ...rejected, refused_by_server: (rejected.refused_by_server ?? 0) + refused };
}

function takeCheck(row: ImportRow, parts: JobParts): Take {
  let [newPeople, knownPeople, events] = [0, 0, 0];
  const of = mappingText(row);
  return async (message) => {
    if (message.type === 'batch') return undefined;
    const { line, rejected, unread } = message;
    if (message.type === 'people') {
      const known = await countKnown(parts, message.people);
      knownPeople += known;
      newPeople += message.people.length - known;
      events = message.events;
    }
    const finished = message.type === 'end';
    return (await saveCheck(parts, row.id, {
      events,
      newPeople,
      knownPeople,
      rejected,
      unread: [...unread],
      line,
      finished,
      of,
    }))
      ? []
      : undefined;
  };
}

async function countKnown({ store, workspace }: JobParts, people: readonly (readonly Identity[])[]): Promise<number> {
  if (people.length === 0) return 0;
  const found = await store.identities.find(workspace, people.flat());
  const known = new Set(found.map(({ kind, value }) => `${kind}:${value}`));
  return people.filter((own) => own.some(({ kind, value }) => known.has(`${kind}:${value}`))).length;
}
