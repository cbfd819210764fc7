import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '#contracts/errors.ts';
import type { ImportMapping } from '#contracts/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import { type Acceptance, type ReadBatch, readBatch, type Sender, storeBatch } from '../tracking/accept-events.ts';
import { compileIdentityReader } from '../tracking/identities.ts';
import { createBacklogGate } from './backlog.ts';
import { type FileRepeats, openFileRepeats, type RepeatParts } from './file-repeats.ts';
import { type ImportRow, isImporting } from './import-rows.ts';
import type { Reading } from './reading.ts';
import type { FromImportThread } from './thread-message.ts';

/** How long what fails is tried again before the import fails. */
const patienceMilliseconds = 5 * 60_000;

const lookEvery = 1_000;

type Batch = Pick<Extract<FromImportThread, { type: 'batch' }>, 'events' | 'count'>;

export interface BatchIntake {
  /** The hash of the file, where it was not known when the import began. */
  know(hash: string): void;
  /** Takes the next batch into the log. Undefined when the import is to stop meanwhile. */
  accept(batch: Batch): Promise<Acceptance | undefined>;
  /** After it nothing is sent any more, unless the server ends: whoever reads the same file next asks what of it came in. */
  end(): Promise<void>;
}

/** The way of a file's batches into the log, in their order. */
export function openBatchIntake(
  row: ImportRow & { readonly mapping: ImportMapping },
  parts: RepeatParts,
  reading: Reading,
  stopping: AbortSignal,
): BatchIntake {
  const { id, journeys } = row;
  const { workspace, sql } = parts;
  const ending = new AbortController();
  const signal = AbortSignal.any([stopping, ending.signal]);
  const room = createBacklogGate(sql, signal);
  const identities = compileIdentityReader(reading.identities);
  const sender: Sender = {
    ...{ workspace, country: reading.country, identities, import: id },
    ...{ imported: !journeys, trusted: true, tellsUnread: true, givesWay: true },
  };
  let inTurn: Promise<unknown> = Promise.resolve();
  const underWay = new Set<Promise<unknown>>();
  let { hash } = row;
  let repeats: Promise<FileRepeats | undefined> | undefined;
  let reached = row.settled;

  /** Undefined where the import is paused or stopped meanwhile: ClickHouse may be away for long. */
  async function openRepeats(known: string): Promise<FileRepeats | undefined> {
    const opening = insist(() => openFileRepeats(parts, { ...row, hash: known }, signal), signal);
    const isOpen = opening.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([isOpen, sleep(lookEvery, false)]))) {
      if (await insist(() => isImporting(parts, id), signal)) continue;
      ending.abort();
      return undefined;
    }
    return opening;
  }

  async function take({ events, count }: Batch, from: number): Promise<Acceptance | undefined> {
    if (hash === null) throw new Error('A batch came before the hash of its file.');
    repeats ??= openRepeats(hash);
    const opened = await repeats;
    await room(journeys ? 'live' : 'bulk');
    if (signal.aborted || opened === undefined) return undefined;
    const { sink, byCall } = opened;
    // After a crash the batch that begins there is the same again: the thread cuts them alike from wherever it goes on.
    const call = byCall ? { call: `${id} ${from} ${count}` } : {};
    const read = await readInTurn({ events, ...call });
    if (read === undefined) return undefined;
    return insist(() => storeBatch(read, sink), signal);
  }

  /**
   * One batch is read at a time: while it gives way, the next one would overtake it. Undefined when the import is to stop; where one cannot be
   * read, those behind it fail with it.
   */
  function readInTurn({ events, ...call }: Pick<Batch, 'events'> & { readonly call?: string }) {
    const read = inTurn.then((): Promise<ReadBatch> | undefined => {
      if (signal.aborted) return undefined;
      const batch = JSON.parse(events) as JsonObject[];
      return readBatch({ batch }, { ...sender, ...call }, Date.now());
    });
    inTurn = read;
    return read;
  }

  return {
    know(found) {
      hash = found;
    },
    accept(batch) {
      const taken = take(batch, reached);
      reached += batch.count;
      underWay.add(taken);
      const forget = () => void underWay.delete(taken);
      taken.then(forget, forget);
      return taken;
    },
    async end() {
      ending.abort();
      if (!stopping.aborted) await Promise.allSettled(underWay);
    },
  };
}

/** The same again until it succeeds: to send a batch a second time does no harm. Undefined when it is to stop meanwhile. */
async function insist<Result>(attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  const startedAt = performance.now();
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      const busy = error instanceof RequestError && error.code === 'busy';
      if (!busy && performance.now() - startedAt > patienceMilliseconds) throw error;
      const seconds = busy ? (error.retryAfterSeconds ?? 1) : 2;
      await sleep(seconds * 1_000, undefined, { signal }).catch((reason: unknown) => {
        if (!signal.aborted) throw reason;
      });
    }
  }
  return undefined;
}
