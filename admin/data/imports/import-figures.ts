import type { ImportJob } from '#contracts/api/import.ts';
import type { UnreadCount } from '#contracts/unread-value.ts';

export function countRejected(rejected: { readonly [reason: string]: number | undefined }): number {
  return Object.values(rejected).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Values, not rows: a row may lack several. */
export function countUnreadValues(unread: readonly UnreadCount[]): number {
  return unread.reduce((sum, { count }) => sum + count, 0);
}

/** How much of the file is behind: 0 to 1. */
export function doneShare({ status, progress, check, lines, bytes, received }: ImportJob): number {
  if (status === 'uploading') return received / bytes;
  const line = (status === 'checking' ? check?.line : progress?.line) ?? 0;
  return lines === null || lines === 0 ? 0 : Math.min(1, line / lines);
}

/** Seconds that are left at the present speed, or undefined while there is none. */
export function secondsLeft({ progress, lines }: ImportJob): number | undefined {
  if (!progress || lines === null || progress.line === 0 || progress.perSecond === 0) return undefined;
  const eventsPerLine = progress.settled / progress.line;
  return ((lines - progress.line) * eventsPerLine) / progress.perSecond;
}
