import type { DraftSession } from './draft-session.ts';

const keyOf = (journey: string) => `throughline.journey.${journey}`;

/** What was changed and is not on the server yet, or not decided, outlives a reload and a crash of the tab. */
export function readBackup(journey: string): DraftSession | undefined {
  const text = localStorage.getItem(keyOf(journey));
  return text ? { ...(JSON.parse(text) as DraftSession), past: [], future: [], changedAt: 0 } : undefined;
}

export function writeBackup(journey: string, { revision, server, local, conflicts }: DraftSession): void {
  localStorage.setItem(keyOf(journey), JSON.stringify({ revision, server, local, conflicts }));
}

export function dropBackup(journey: string): void {
  localStorage.removeItem(keyOf(journey));
}
