import { setImmediate as giveWay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { EventSink } from '#contracts/tracked-event.ts';
import type { UnreadValue } from '#contracts/unread-value.ts';
import { fingerprintFile } from '#flow/import/file-fingerprint.ts';
import { type ImportEvent, type ImportedEvent, type ImportItem, rejected } from '#flow/import/import-event.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { lineIdPrefix } from '#flow/import/line-id.ts';
import { columnOfField } from '#flow/import/mapping/column-of-field.ts';
import { openConversion } from '#flow/import/open-conversion.ts';
import { openPersonSpool } from '#flow/import/person-spool.ts';
import { openRows } from '#flow/import/read/read-rows.ts';
import { openRejectedReport, type RejectedReport } from '#flow/import/rejected-report.ts';
import { createMetPeople } from '../imports/met-people.ts';
import type { FromImportThread, ImportThreadData, ToImportThread } from '../imports/thread-message.ts';
import { acceptBatch } from '../tracking/accept-events.ts';
import { compileIdentityReader } from '../tracking/identities.ts';

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
  /** What the row said that stands nowhere in the event. */
  readonly unread?: readonly UnreadValue[] | undefined;
}

type Batch = readonly Item[];

let stopped = false;
const waiting: PromiseWithResolvers<void>[] = [];
const underWay: Batch[] = [];
let report: RejectedReport | undefined;
let leaving = false;
const columns = new Map(data.mapping.columns.map(({ column, target }) => [target, column]));
const identities = compileIdentityReader(data.identities);

parentPort?.on('message', (message: ToImportThread) => {
  if (message.type === 'stop') {
    stopped = true;
    leaving = message.leaving;
    for (const one of waiting.splice(0)) one.resolve();
    return;
  }
  const batch = underWay.shift();
  // A dry run has judged the batch itself.
  if (data.task === 'import') noteOutcome(batch, message);
  waiting.shift()?.resolve();
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
  const opened = await openRejectedReport(
    data.rejectedFile,
    () => openRows(data.file, data.format),
    rejectedRowsWritten,
  );
  report = opened;
  const task = data.task === 'check' ? check() : data.spoolFile === null ? send() : await sendByPerson(data.spoolFile);
  let line = 0;
  try {
    const converter = openConversion(data.mapping, source.header, lineIdPrefix(hash, data.mapping));
    for await (const rows of source.portions) {
      for (const row of rows) {
        line = row.line;
        const items = row.type === 'rejected' ? [row] : converter.add(row);
        for (const item of items) {
          const taken = take(item, task);
          if (taken !== undefined) await taken;
        }
        if (stopped) return;
      }
    }
    for (const item of converter.end()) await take(item, task);
    await task.end(line);
  } finally {
    source.close();
    // Whoever pauses wants to see what was left out; at the next start of the server it begins anew.
    if (!leaving) await opened.write();
  }
  if (!stopped) post({ type: 'end', line, ...opened.counts() });
}

async function fingerprint(): Promise<string> {
  const found = await fingerprintFile(data.file);
  post({ type: 'fingerprint', ...found });
  return found.hash;
}

interface Task {
  /** A promise only where there is something to wait for: of some million rows most need none. */
  event(item: ImportedEvent): Promise<void> | void;
  end(line: number): Promise<void>;
}

function take(item: ImportItem, task: Task): Promise<void> | void {
  if (item.type !== 'rejected') return task.event(item);
  report?.add(item);
}

function send(): Task {
  const sender = createSender();
  return {
    event: (item) => sender.add(withText(item), item.line),
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
    event: ({ event, line }) => spool.add(personOf(event), { line, text: JSON.stringify(event) }),
    async end(lastLine) {
      let sent = 0;
      try {
        for (const item of spool.read()) {
          sent++;
          // What was settled before is passed over without waiting for anybody, and a stop has to be heard meanwhile.
          if (sent % eventsInBatch === 0) await giveWay();
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
    post({ type: 'batch', events, count: batch.length, line, ...counts() });
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
    post({ type: 'people', people, events, line, ...counts() });
    await settled(batchesAhead);
  });
  return {
    event: (item) => gathered.add(withText(item), item.line),
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
  const sender = { workspace, country, identities, imported: true, trusted: true, tellsUnread: true };
  const events = batch.map(({ event, text }) => event ?? JSON.parse(text));
  const { rejected: refused, unread = [] } = await acceptBatch({ batch: events }, sender, Date.now(), sink);
  noteOutcome(batch, { refused, unread });
}

type Outcome = Pick<Extract<ToImportThread, { type: 'settled' }>, 'refused' | 'unread'>;

/** What became of a batch: a row that was refused did not go in without something. */
function noteOutcome(batch: Batch | undefined, { refused, unread }: Outcome): void {
  const lineAt = (index: number) => batch?.[index]?.line ?? 0;
  for (const { index, message } of refused) report?.add(rejected(lineAt(index), 'refused_by_server', message));
  for (const { index, field, reason } of unread) {
    report?.addUnread(lineAt(index), [{ column: columnOfField(columns, field), reason }]);
  }
  if (batch?.every((item) => item.unread === undefined)) return;
  const left = new Set(refused.map(({ index }) => index));
  batch?.forEach((item, index) => {
    if (item.unread !== undefined && !left.has(index)) report?.addUnread(item.line, item.unread);
  });
}

function withText({ event, line, unread }: ImportedEvent): Item {
  return { line, text: JSON.stringify(event), event, unread };
}

function counts() {
  return report?.counts() ?? { rejected: {}, unread: [] };
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
