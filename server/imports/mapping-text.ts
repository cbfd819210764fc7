import type { ImportRow } from './import-rows.ts';

/** By which a dry run knows whether what it found still holds. */
export function mappingText({ format, mapping }: Pick<ImportRow, 'format' | 'mapping'>): string {
  return JSON.stringify([format, mapping]);
}
