import type { ImportJob } from '#contracts/api/import.ts';

/** Where the rows of an import come from. */
export function originOf({ clientKind, source }: ImportJob): 'client' | 'source' | 'file' {
  if (clientKind !== null) return 'client';
  return source === null ? 'file' : 'source';
}

/** The state of an import of a client that goes on by its client alone. */
export function sentStatusOf({ clientKind, status }: ImportJob): 'importing' | 'paused' | 'failed' | undefined {
  if (clientKind === null) return undefined;
  return status === 'importing' || status === 'paused' || status === 'failed' ? status : undefined;
}
