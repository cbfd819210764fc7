import { type RejectedRow, rejected } from './import-event.ts';
import type { Row } from './row.ts';

/**
 * True for a row of a list of what an import left out that says that it went in, only without a value. What somebody did would
 * count twice; what is known of somebody may be said again.
 */
export function isImportedBefore({ values }: Row): boolean {
  return values['import_result'] === 'imported_without';
}

export function importedBefore({ line }: Row): RejectedRow {
  return rejected(line, 'imported_before', 'the row went in with the import that this list is of');
}
