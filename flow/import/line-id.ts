import type { ImportMapping } from '#contracts/import.ts';
import { derivedMessageId } from './import-event.ts';

/**
 * What ids begin with that are made of the lines of a file: the same whenever the same file is read as the same kind. Customers
 * may be imported anew with a better mapping, which then counts as another file.
 */
export function lineIdPrefix(hash: string, mapping: ImportMapping): string {
  return derivedMessageId(hash, mapping.kind, mapping.kind === 'customers' ? JSON.stringify(mapping) : '');
}

export function lineId(prefix: string, line: number): string {
  return `${prefix}-${line}`;
}

/** The line that an id was made of; undefined where it was made of something else. */
export function lineOfId(prefix: string, id: string): number | undefined {
  return id.startsWith(`${prefix}-`) ? Number(id.slice(prefix.length + 1)) : undefined;
}
