import { parentPort, workerData } from 'node:worker_threads';
import type { ImportMapping } from '#contracts/import.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import { fingerprintFile } from '#flow/import/file-fingerprint.ts';
import { derivedMessageId, type ImportEvent, type ImportItem, rejected } from '#flow/import/import-event.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { openConversion } from '#flow/import/open-conversion.ts';
import { openRows } from '#flow/import/read-rows.ts';
import { openRejectedReport, type RejectedReport } from '#flow/import/rejected-report.ts';
import { createMetPeople } from '../imports/met-people.ts';
import type { FromImportThread, ImportThreadData, ToImportThread } from '../imports/thread-message.ts';
import { acceptBatch } from '../tracking/accept-events.ts';

const data = workerData as ImportThreadData;
const eventsInBatch = 1_000;
/** So many batches may wait for the main thread; the next rows are read meanwhile. */
const batchesAhead = 3;
const rejectedRowsWritten = 100_000;
/** Below the limit of one call by far; a few large events must not make a large batch. */
const charactersInBatch = 2_000_000;

interface Batch {
  readonly events: readonly ImportEvent[];
  /** The same as JSON, one after another. */
  readonly texts: readonly string[];
  readonly lines: readonly number[];
}

let stopped = false;
const waiting: PromiseWithResolvers<void>[] = [];
const underWay: Batch[] = [];
let report: RejectedReport | undefined;

parentPort?.on('message', (message: ToImportThread) => {
  if (message.type === 'stop') {
    stopped = true;
    for (const one of waiting.splice(0)) one.resolve();
    return;
  }
  const batch = underWay.shift();
  void addRefused(batch, message.refused).then(() => waiting.shift()?.resolve());
});

try {
  await run();
} catch (error) {
  if (!(error instanceof ImportMistake)) throw error;
  post({ type: 'mistake', message: error.message });
}
parentPort?.close();

/** Reads the file from its beginning; events that were settled before are counted and not sent. */
async function run(): Promise<void> {
  const hash = data.hash ?? (await fingerprint());
  const source = await openRows(data.file, data.format);
  const opened = await openRejectedReport(data.rejectedFile, rejectedRowsWritten);
  report = opened;
  const task = data.task === 'check' ? check() : send();
  let line = 0;
  try {
    const converter = openConversion(data.mapping, source.header, idPrefix(hash, data.mapping));
    for await (const row of source.rows) {
      line = row.line;
      const items = row.type === 'rejected' ? [row] : converter.add(row);
      for (const item of items) await take(item, task);
      if (stopped) return;
    }
    for (const item of converter.end()) await take(item, task);
    await task.end(line);
  } finally {
    source.close();
    await opened.close();
  }
  if (!stopped) post({ type: 'end', line, rejected: opened.counts() });
}

async function fingerprint(): Promise<string> {
  const found = await fingerprintFile(data.file);
  post({ type: 'fingerprint', ...found });
  return found.hash;
}

interface Task {
  event(event: ImportEvent, line: number): Promise<void>;
  end(line: number): Promise<void>;
}

async function take(item: ImportItem, task: Task): Promise<void> {
  if (item.type === 'rejected') await report?.add(item);
  else await task.event(item.event, item.line);
}

/**
 * The same file as the same kind has the same ids, so that a repeat is recognised. People may be imported anew with a
 * better mapping; their rows only fill in.
 */
function idPrefix(hash: string, mapping: ImportMapping): string {
  return derivedMessageId(hash, mapping.kind, mapping.kind === 'customers' ? JSON.stringify(mapping) : '');
}

function send(): Task {
  let skip = data.from;
  const gathered = gather(async (batch, line) => {
    underWay.push(batch);
    post({
      type: 'batch',
      events: `[${batch.texts.join(',')}]`,
      count: batch.events.length,
      line,
      rejected: report?.counts() ?? {},
    });
    await settled(batchesAhead);
  });
  const skipped = gather((batch) => judge(batch, { accept: async () => ({ duplicates: 0 }) }));
  return {
    async event(event, line) {
      if (skip === 0) return gathered.add(event, line);
      skip--;
      await skipped.add(event, line);
      if (skip === 0) await skipped.flush();
    },
    async end() {
      await skipped.flush();
      await gathered.flush();
      while (underWay.length > 0 && !stopped) await settled(1);
    },
  };
}

function check(): Task {
  const met = createMetPeople();
  let events = 0;
  const gathered = gather(async (batch, line) => {
    const people: Extract<FromImportThread, { type: 'people' }>['people'][number][] = [];
    await judge(batch, {
      accept: async (accepted) => {
        for (const { identities } of accepted) {
          events++;
          if (met.meet(identities)) people.push(identities);
        }
        return { duplicates: 0 };
      },
    });
    underWay.push(batch);
    post({ type: 'people', people, events, line, rejected: report?.counts() ?? {} });
    await settled(batchesAhead);
  });
  return {
    event: (event, line) => gathered.add(event, line),
    async end() {
      await gathered.flush();
      while (underWay.length > 0 && !stopped) await settled(1);
    },
  };
}

function gather(pass: (batch: Batch, line: number) => Promise<void>) {
  let events: ImportEvent[] = [];
  let texts: string[] = [];
  let lines: number[] = [];
  let characters = 0;
  const flush = async () => {
    if (events.length === 0) return;
    const batch = { events, texts, lines };
    const line = lines.at(-1) ?? 0;
    events = [];
    texts = [];
    lines = [];
    characters = 0;
    await pass(batch, line);
  };
  return {
    flush,
    async add(event: ImportEvent, line: number) {
      events.push(event);
      lines.push(line);
      const text = JSON.stringify(event);
      texts.push(text);
      characters += text.length;
      if (events.length >= eventsInBatch || characters > charactersInBatch) await flush();
    },
  };
}

/** What the way into the platform says to these events, without taking them there. */
async function judge(batch: Batch, sink: EventSink): Promise<void> {
  const { workspace, country } = data;
  const sender = { workspace, country, imported: true, trusted: true };
  const { rejected: refused } = await acceptBatch({ batch: batch.events as never }, sender, Date.now(), sink);
  await addRefused(batch, refused);
}

async function addRefused(
  batch: Batch | undefined,
  refused: readonly { readonly index: number; readonly message: string }[],
): Promise<void> {
  for (const { index, message } of refused) {
    await report?.add(rejected(batch?.lines[index] ?? 0, 'refused_by_server', message));
  }
}

/** Resolves when fewer than `count` wait for the main thread. */
async function settled(count: number): Promise<void> {
  while (underWay.length >= count && !stopped) {
    const one = Promise.withResolvers<void>();
    waiting.push(one);
    await one.promise;
  }
}

function post(message: FromImportThread): void {
  parentPort?.postMessage(message);
}
