import { batchByteLimit } from '#contracts/tracking.ts';
import { countUnread, type UnreadCount, type UnreadValue } from '#contracts/unread-value.ts';
import { type ImportEvent, type ImportItem, type RejectedRow, rejected } from '#flow/import/import-event.ts';
import { type BatchResult, type ImportClientOptions, sendBatch } from './import-client.ts';

/** How far an import has come. All that a later call needs to go on; the events are made again from the file. */
export interface ImportProgress {
  /** So many events from the start of the file are settled: taken by the server, or refused by it. */
  readonly settled: number;
  /** Line of the newest event among them. */
  readonly line: number;
  readonly taken: number;
  readonly duplicates: number;
  /** What the server refused. Rows that never became events are not listed here. */
  readonly refused: readonly RejectedRow[];
  /** How many rows went in without a value, by column; absent where none did. */
  readonly unread?: readonly UnreadCount[] | undefined;
}

export const noProgress: ImportProgress = { settled: 0, line: 0, taken: 0, duplicates: 0, refused: [] };

export interface SendOptions extends ImportClientOptions {
  /** Where an earlier call stopped. */
  readonly from: ImportProgress;
  readonly batchSize: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  readonly onRejected: (row: RejectedRow) => unknown;
  /** A row went in without these. */
  readonly onUnread?: (line: number, values: readonly UnreadValue[]) => void;
  /** From which column a field of an event came. */
  readonly columnOf?: (field: string) => string;
  /** Called after each batch that settles in its turn. */
  readonly onProgress: (progress: ImportProgress) => Promise<void>;
}

/** Leaves room for what stands around the events. */
const batchBytes = batchByteLimit - 1_024;

interface Batch {
  readonly items: readonly Extract<ImportItem, { type: 'event' }>[];
  result?: BatchResult;
}

/**
 * Sends the events of `items` in batches, a few at a time, and never holds more than those: the next row is read when a
 * request has been answered. Progress counts only what is settled without a gap. Throws what `sendBatch` throws.
 */
export async function sendItems(items: AsyncIterable<ImportItem>, options: SendOptions): Promise<ImportProgress> {
  const open: Batch[] = [];
  const running = new Set<Promise<void>>();
  let progress = options.from;
  let failure: { readonly error: unknown } | undefined;

  const send = async (batch: Batch) => {
    batch.result = await sendBatch(
      batch.items.map(({ event }) => event),
      options,
    );
    while (open[0]?.result !== undefined) {
      const next = open.shift();
      if (next?.result === undefined) break;
      progress = settle(progress, next.items, next.result, options);
      await options.onProgress(progress);
    }
  };

  for await (const batchItems of inBatches(items, options)) {
    const batch: Batch = { items: batchItems };
    open.push(batch);
    const task = send(batch)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => running.delete(task));
    running.add(task);
    if (running.size >= options.concurrency) await Promise.race(running);
    if (failure !== undefined) break;
  }
  await Promise.all(running);
  if (failure !== undefined) throw failure.error;
  return progress;
}

async function* inBatches(items: AsyncIterable<ImportItem>, options: SendOptions): AsyncGenerator<Batch['items']> {
  let skip = options.from.settled;
  let batch: Batch['items'][number][] = [];
  let bytes = 0;
  for await (const item of items) {
    if (item.type === 'rejected') {
      options.onRejected(item);
      continue;
    }
    if (skip > 0) {
      skip--;
      continue;
    }
    const size = sizeOf(item.event);
    if (batch.length >= options.batchSize || (batch.length > 0 && bytes + size > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function settle(
  progress: ImportProgress,
  items: Batch['items'],
  result: BatchResult,
  { columnOf = (field) => field, onUnread }: Pick<SendOptions, 'columnOf' | 'onUnread'>,
): ImportProgress {
  const refused = result.refused.flatMap(({ index, message }) => {
    const item = items[index];
    return item === undefined ? [] : [rejected(item.line, 'refused_by_server', message)];
  });
  let { unread } = progress;
  for (const { index, field, reason } of result.unread) {
    const line = items[index]?.line ?? 0;
    const value = { column: columnOf(field), reason };
    unread = countUnread(unread ?? [], line, value);
    onUnread?.(line, [value]);
  }
  return {
    ...(unread !== undefined && { unread }),
    settled: progress.settled + items.length,
    line: items.at(-1)?.line ?? progress.line,
    taken: progress.taken + items.length - refused.length - result.duplicates,
    duplicates: progress.duplicates + result.duplicates,
    refused: [...progress.refused, ...refused],
  };
}

function sizeOf(event: ImportEvent): number {
  return Buffer.byteLength(JSON.stringify(event)) + 1;
}
