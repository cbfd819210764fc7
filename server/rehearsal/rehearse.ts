import { Worker } from 'node:worker_threads';
import type { ClickHouseClient } from '@clickhouse/client';
import { countPeople, readSample } from '#analytics/rehearsal/people.ts';
import { readStories } from '#analytics/rehearsal/stories.ts';
import type { Store } from '#components/store/port/index.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { journeyDefinition } from '#contracts/journey.ts';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import { readDocument } from '#core/read-document.ts';
import type { RecordedPerson } from '#core/rehearsal/recorded.ts';
import type { ProfileState } from '#core/state.ts';
import { readPastReleases } from './past-releases.ts';
import { releaseToTry } from './release-to-try.ts';
import { noteProgress, type RehearsalParts, type RehearsalRow } from './rows.ts';
import type { FromRehearsalThread, RehearsalThreadData, ToRehearsalThread } from './thread-message.ts';

export interface RehearseParts extends RehearsalParts {
  readonly clickhouse: ClickHouseClient;
  readonly store: Pick<Store, 'readProfiles' | 'releases'>;
  readonly seed: number;
}

/** Stories are read by so many people at a time: some megabytes at most. */
const pageSize = 200;
/** So many pages are read ahead of the thread that lives them. */
const pagesAhead = 2;

const threadFile = new URL('../threads/rehearsal-thread.ts', import.meta.url);

/** Counts what the draft would have done. Undefined where it was cancelled meanwhile. */
export async function rehearse(
  parts: RehearseParts,
  row: RehearsalRow,
  signal: AbortSignal,
): Promise<RehearsalCounts | undefined> {
  const { clickhouse, workspace, seed } = parts;
  const draft = journeyDefinition.parse(JSON.parse(row.draft));
  const [newest, { periods, versions }, all] = await Promise.all([
    releaseToTry(parts, draft),
    readPastReleases(parts),
    countPeople(clickhouse, workspace),
  ]);
  const perMille = Math.min(1_000, Math.max(1, Math.floor((1_000 * row.peopleAtMost) / Math.max(1, all))));
  const total = Math.round((all * perMille) / 1_000);
  const until = row.until.getTime();
  const thread = startThread({ newest, draft, from: row.from.getTime(), until, periods, seed });
  try {
    let done = 0;
    let after: ProfileId | null = null;
    for (;;) {
      const progress = { done, total: Math.max(total, done), perMille };
      if (signal.aborted || !(await noteProgress(parts, row.id, progress))) return undefined;
      const people = await readSample(clickhouse, workspace, { after, perMille, limit: pageSize });
      if (people.length === 0) return await thread.counts();
      after = people.at(-1)?.profile ?? null;
      await thread.live(await withPlaces(parts, await readStories(clickhouse, workspace, people, { until, versions })));
      done += people.length;
    }
  } finally {
    await thread.end();
  }
}

/** Zone and language of today, because no fact tells since when. */
export async function withPlaces(
  { store, workspace }: Pick<RehearseParts, 'store' | 'workspace'>,
  people: readonly RecordedPerson[],
): Promise<readonly RecordedPerson[]> {
  const documents = await store.readProfiles(
    workspace,
    people.map(({ profile }) => profile),
  );
  return people.map((person) => {
    const document = documents.get(person.profile);
    if (document === undefined) return person;
    const { timeZone, locale } = readDocument(document) as ProfileState;
    return { ...person, ...(timeZone !== undefined && { timeZone }), ...(locale !== undefined && { locale }) };
  });
}

function startThread(data: RehearsalThreadData) {
  const worker = new Worker(threadFile, {
    workerData: data,
    name: 'rehearsal',
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  // Whoever waits hears of it; while nobody does, it is not to end the process.
  failed.catch(() => {});
  const waiting: PromiseWithResolvers<void>[] = [];
  const counted = Promise.withResolvers<RehearsalCounts>();
  worker.on('message', (message: FromRehearsalThread) => {
    if (message.type === 'lived') waiting.shift()?.resolve();
    else counted.resolve(message.counts);
  });
  const post = (message: ToRehearsalThread): void => worker.postMessage(message);
  return {
    /** Resolves when there is room for more. */
    async live(people: readonly RecordedPerson[]): Promise<void> {
      waiting.push(Promise.withResolvers());
      post({ type: 'people', people });
      if (waiting.length >= pagesAhead) await Promise.race([waiting[0]?.promise, failed]);
    },
    async counts(): Promise<RehearsalCounts> {
      post({ type: 'end' });
      return Promise.race([counted.promise, failed]);
    },
    async end(): Promise<void> {
      await worker.terminate();
    },
  };
}
