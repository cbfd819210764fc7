import { parentPort, workerData } from 'node:worker_threads';
import type { ImportMapping } from '#contracts/import.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import { fingerprintFile } from '#flow/import/file-fingerprint.ts';
import { derivedMessageId, type ImportEvent, type ImportItem, rejected } from '#flow/import/import-event.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { openConversion } from '#flow/import/open-conversion.ts';
import { openPersonSpool } from '#flow/import/person-spool.ts';
import { openRows } from '#flow/import/read/read-rows.ts';
import { openRejectedReport, type RejectedReport } from '#flow/import/rejected-report.ts';
import { createMetPeople } from '../imports/met-people.ts';
import type { FromImportThread, ImportThreadData, ToImportThread } from '../imports/thread-message.ts';
import { acceptBatch } from '../tracking/accept-events.ts';

const data = workerData as ImportThreadData;
const eventsInBatch = 1_000;
/** So many batches may wait for the main thread: enough that it always has one while others are being written. */
const batchesAhead = 8;
const rejectedRowsWritten = 100_000;
/** Below the limit of one call by far; a few large events must not make a large batch. */
const charactersInBatch = 2_000_000;

interface Item {
  readonly line: number;
  /** The event as JSON, and itself where it is at hand. */
  readonly text: string;
  readonly event?: ImportEvent;
}

type Batch = readonly Item[];

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
  const task = data.task === 'check' ? check() : data.spoolFile === null ? send() : await sendByPerson(data.spoolFile);
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
  const sender = createSender();
  return {
    event: (event, line) => sender.add({ line, text: JSON.stringify(event), event }, line),
    end: () => sender.end(),
  };
}

/**
 * The whole file is read before the first event leaves: what is rejected is known by then, and how far it is, is told as
 * the share of its lines that the share of its events stands for.
 */
async function sendByPerson(path: string): Promise<Task> {
  const sender = createSender();
  const spool = await openPersonSpool(path);
  return {
    event: (event, line) => spool.add(personOf(event), { line, text: JSON.stringify(event) }),
    async end(lastLine) {
      let sent = 0;
      try {
        for await (const item of spool.read()) {
          sent++;
          await sender.add(item, Math.floor((lastLine * sent) / spool.count()));
          if (stopped) return;
        }
        await sender.end();
      } finally {
        await spool.close();
      }
    },
  };
}

/** Rows of one person name her alike, as a rule; where they do not she stands in two places, as in the file. */
function personOf({ userId, anonymousId, context }: ImportEvent): string {
  return userId ?? anonymousId ?? JSON.stringify(context);
}

/** Sends what is not settled yet, and no more than a few batches ahead of the main thread. */
function createSender() {
  let skip = data.from;
  const gathered = gather(async (batch, line) => {
    underWay.push(batch);
    const events = `[${batch.map(({ text }) => text).join(',')}]`;
    post({ type: 'batch', events, count: batch.length, line, rejected: report?.counts() ?? {} });
    await settled(batchesAhead);
  });
  const skipped = gather((batch) => judge(batch, { accept: async () => ({ duplicates: 0 }) }));
  return {
    async add(item: Item, line: number): Promise<void> {
      if (skip === 0) return gathered.add(item, line);
      skip--;
      await skipped.add(item, line);
      if (skip === 0) await skipped.flush();
    },
    async end(): Promise<void> {
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
    event: (event, line) => gathered.add({ line, text: JSON.stringify(event), event }, line),
    async end() {
      await gathered.flush();
      while (underWay.length > 0 && !stopped) await settled(1);
    },
  };
}

/** `line`: how far the file is with it. */
function gather(pass: (batch: Batch, line: number) => Promise<void>) {
  let items: Item[] = [];
  let reached = 0;
  let characters = 0;
  const flush = async () => {
    if (items.length === 0) return;
    const batch = items;
    items = [];
    characters = 0;
    await pass(batch, reached);
  };
  return {
    flush,
    async add(item: Item, line: number) {
      items.push(item);
      reached = line;
      characters += item.text.length;
      if (items.length >= eventsInBatch || characters > charactersInBatch) await flush();
    },
  };
}

/** What the way into the platform says to these events, without taking them there. */
async function judge(batch: Batch, sink: EventSink): Promise<void> {
  const { workspace, country } = data;
  const sender = { workspace, country, imported: true, trusted: true };
  const events = batch.map(({ event, text }) => event ?? JSON.parse(text));
  const { rejected: refused } = await acceptBatch({ batch: events }, sender, Date.now(), sink);
  await addRefused(batch, refused);
}

async function addRefused(
  batch: Batch | undefined,
  refused: readonly { readonly index: number; readonly message: string }[],
): Promise<void> {
  for (const { index, message } of refused) {
    await report?.add(rejected(batch?.[index]?.line ?? 0, 'refused_by_server', message));
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
