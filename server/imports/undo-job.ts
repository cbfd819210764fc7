import type { Store } from '#components/store/port/index.ts';
import type { ImportUndo } from '#contracts/api/import-undo.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { ImportUndoFacts } from '#flow/import-undo/import-undo.ts';
import { runImportUndo } from '#flow/import-undo/run-undo.ts';
import { dropKeptOfImport } from '../schema/kept-aside/erase-kept.ts';
import { caughtUp } from './caught-up.ts';
import { finishUndo, type ImportParts, type ImportRow, saveUndo } from './import-rows.ts';
import { postgresImportUndos } from './undo-rows.ts';

/** Message ids are remembered for up to two days; see components/store/postgres/message-keys.ts. */
const rememberedMilliseconds = 2 * 86_400_000;

export interface UndoJobParts extends ImportParts {
  readonly store: Store;
  /** Without ClickHouse there is nothing to take back from. */
  readonly undoFacts?: ImportUndoFacts;
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
}

/** Takes an import back, from where it stopped. Rejects on a failure, after which it is tried again. */
export async function runUndoJob(row: ImportRow, parts: UndoJobParts, signal: AbortSignal): Promise<void> {
  const { undoFacts, store, append, workspace, sql } = parts;
  if (row.undo === null || undoFacts === undefined) throw new Error('The import cannot be taken back here.');
  await dropKeptOfImport(sql, workspace, row.id);
  const startedAt = row.startedAt?.getTime() ?? 0;
  const lastAt = (row.finishedAt ?? row.startedAt)?.getTime() ?? 0;
  const result = await runImportUndo(
    { workspace, id: row.id, startedAt, isRecent: Date.now() - lastAt < rememberedMilliseconds },
    row.undo,
    {
      ...{ store, append, facts: undoFacts, rows: postgresImportUndos(sql), clock: Date.now },
      caughtUp: (stop) => caughtUp(sql, store, stop),
      save: (progress) => saveUndo(parts, row.id, progress),
    },
    signal,
  );
  if (result !== undefined) await finishUndo(parts, row.id, finished(result));
}

function finished(undo: ImportUndo): ImportUndo {
  return { ...undo, finishedAt: new Date().toISOString() };
}
