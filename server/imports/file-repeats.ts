import type { LinesBrought } from '#analytics/imports/lines-brought.ts';
import type { Store } from '#components/store/port/index.ts';
import { type ImportMapping, repeatOf } from '#contracts/import.ts';
import type { EventSink, TrackedEvent } from '#contracts/tracked-event.ts';
import { lineIdPrefix, lineOfId } from '#flow/import/line-id.ts';
import { caughtUp } from './caught-up.ts';
import type { ImportParts } from './import-rows.ts';

export interface RepeatParts extends ImportParts {
  readonly store: Store;
  readonly sink: EventSink;
  /** Without ClickHouse nothing tells what came in longer ago than the log remembers. */
  readonly linesBrought?: LinesBrought;
}

/** How rows are kept from coming in twice while an import is worked off. */
export interface FileRepeats {
  readonly sink: EventSink;
  /** The log is to know each batch by one name. Otherwise it knows each row by its id, which costs a key for each. */
  readonly byCall: boolean;
}

interface ReadFile {
  readonly id: string;
  readonly hash: string;
  readonly mapping: ImportMapping;
}

/**
 * Of a file that no import has read before, nothing but a batch of its own can come again. Where another import read it, or this one goes on,
 * what is among the facts is passed over; rows of another that were kept aside may still come by themselves, under their ids.
 */
export async function openFileRepeats(parts: RepeatParts, file: ReadFile, signal: AbortSignal): Promise<FileRepeats> {
  const { sql, workspace, store, sink, linesBrought } = parts;
  const repeat = repeatOf(file.mapping);
  if (repeat !== 'passed_over') return { sink, byCall: repeat === 'said_again' };
  const { isFirst, others } = await noteReading(parts, file);
  const byCall = others.length === 0;
  if (linesBrought === undefined || (byCall && isFirst)) return { sink, byCall };
  await caughtUp(sql, store, signal);
  const idPrefix = lineIdPrefix(file.hash, file.mapping);
  const isIn = await linesBrought(workspace, { imports: [file.id, ...others], idPrefix }, signal);
  const passesOver = passOver(sink, ({ messageId }) => {
    const line = lineOfId(idPrefix, messageId);
    return line !== undefined && isIn(line);
  });
  return { sink: passesOver, byCall };
}

/** Notes for good that the import reads the file, whether it did before, and which others did, those that are deleted too. */
async function noteReading(
  { sql, workspace }: ImportParts,
  { id, hash }: ReadFile,
): Promise<{ readonly isFirst: boolean; readonly others: readonly string[] }> {
  const noted = await sql`
    insert into imported_file (workspace, hash, import) values (${workspace}, ${hash}, ${id})
    on conflict do nothing returning import`;
  const rows = await sql<{ import: string }[]>`
    select import from imported_file where workspace = ${workspace} and hash = ${hash} and import <> ${id}`;
  return { isFirst: noted.length > 0, others: rows.map((row) => row.import) };
}

function passOver(sink: EventSink, isIn: (event: TrackedEvent) => boolean): EventSink {
  return {
    async accept(events) {
      const known = new Set(events.flatMap((event, place) => (isIn(event) ? [place] : [])));
      if (known.size === 0) return sink.accept(events);
      if (known.size === events.length) return { duplicates: known.size };
      const places = [...events.keys()].filter((place) => !known.has(place));
      const { duplicates, refused = [] } = await sink.accept(events.filter((_, place) => !known.has(place)));
      return {
        duplicates: duplicates + known.size,
        refused: refused.map((one) => ({ ...one, index: places[one.index] ?? one.index })),
      };
    },
  };
}
