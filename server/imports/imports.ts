import type { Readable } from 'node:stream';
import type { ImportPreview } from '#contracts/api/import.ts';
import type { ImportUndoPreview } from '#contracts/api/import-undo.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ImportFormat, ImportKindName, ImportMapping } from '#contracts/import.ts';
import { type ImportFiles, openImportFiles } from './import-files.ts';
import {
  type ImportParts,
  type ImportRow,
  insertImport,
  moveImport,
  saveReceived,
  saveUploaded,
} from './import-rows.ts';
import { type RunnerParts, startImportRunner } from './import-runner.ts';
import { previewFile } from './preview.ts';

interface Wanted {
  readonly format?: ImportFormat | undefined;
  readonly kind?: ImportKindName | undefined;
  readonly mapping?: ImportMapping | undefined;
}

/** Files that become people and events. Rows of the database are the truth; files lie beside them. */
export interface Imports extends ImportParts {
  readonly files: ImportFiles;
  create(file: { name: string; bytes: number; source?: string }): Promise<string>;
  /** Takes a part of the file. With the last one the format is detected and a mapping guessed. */
  receive(row: ImportRow, part: Readable, offset: number): Promise<void>;
  /** Takes a whole file, and imports it by a mapping that was agreed on; without one it waits for somebody to look at it. */
  importFile(row: ImportRow, file: Readable, given?: { format: ImportFormat; mapping: ImportMapping }): Promise<void>;
  preview(row: ImportRow, wanted: Wanted): Promise<ImportPreview>;
  /** Throws `wrong_status` when the file was removed after its time. */
  requireContent(row: ImportRow): void;
  /** Throws `wrong_status` where facts cannot be reached. */
  undoExtent(row: ImportRow): Promise<ImportUndoPreview>;
  wake(): void;
  close(): Promise<void>;
}

export interface ImportsParts extends Omit<RunnerParts, 'files'> {
  readonly dataDirectory: string;
  readonly bytesAtMost: number;
}

export function openImports(parts: ImportsParts): Imports {
  const { sql, workspace, bytesAtMost } = parts;
  const files = openImportFiles(parts.dataDirectory);
  const runner = startImportRunner({ ...parts, files });
  const own = { sql, workspace };
  return {
    ...own,
    files,
    wake: () => runner.wake(),
    close: () => runner.stop(),

    async create(file) {
      if (file.bytes > bytesAtMost) throw tooLarge(bytesAtMost);
      await files.requireRoom(file.bytes);
      return insertImport(own, file);
    },

    async receive(row, part, offset) {
      const received = await files.write(row.id, part, offset, row.bytes);
      await saveReceived(own, row.id, received);
      if (received < row.bytes) return;
      const { format, mapping } = await previewFile(files.content(row.id), {}, await parts.settings());
      await saveUploaded(own, row.id, { bytes: received, format, mapping });
    },

    async importFile(row, file, given) {
      const bytes = await files.write(row.id, file, 0, bytesAtMost);
      const { format, mapping } = given ?? (await previewFile(files.content(row.id), {}, await parts.settings()));
      await saveUploaded(own, row.id, { format, mapping, bytes });
      if (given === undefined) return;
      await moveImport(own, row.id, ['ready'], 'importing');
      runner.wake();
    },

    async preview(row, wanted) {
      this.requireContent(row);
      return previewFile(files.content(row.id), wanted, await parts.settings());
    },

    async undoExtent({ id, progress }) {
      if (parts.undoFacts === undefined)
        throw new RequestError('wrong_status', { message: 'There are no facts here.' });
      const extent = await parts.undoFacts.preview(workspace, id);
      const brought = extent.events > 0;
      return { ...extent, obstacle: brought ? null : (progress?.taken ?? 0) > 0 ? 'unmarked' : 'nothing' };
    },

    requireContent({ hasContent, clientKind }) {
      if (clientKind !== null) {
        throw new RequestError('wrong_status', {
          message: 'A client sends the rows of this import; start that command again.',
        });
      }
      if (hasContent) return;
      throw new RequestError('wrong_status', {
        message: 'The file was removed a week after its end; upload it again.',
      });
    },
  };
}

function tooLarge(bytes: number): RequestError {
  const gigabytes = Math.round((bytes / 1024 ** 3) * 10) / 10;
  return new RequestError('payload_too_large', {
    message: `A file may have ${gigabytes} GB (THROUGHLINE_IMPORT_GIGABYTES); pack it with gzip, or cut it in parts.`,
  });
}
