import type { ImportProgress } from '#contracts/api/import.ts';
import type { ImportRecord } from './import-record.ts';

/** Tells the server that an import ended before its file did. */
export async function sayStopped(
  record: ImportRecord,
  progress: ImportProgress,
  reason: unknown,
  signal: AbortSignal | undefined,
): Promise<void> {
  const error = (reason instanceof Error ? reason.message : String(reason)).slice(0, 2_000);
  try {
    await record.end(signal?.aborted ? { status: 'paused', progress } : { status: 'failed', progress, error });
  } catch {
    // A server that is away, or has closed the import, is as a rule the very reason, and that is what the caller is to hear.
  }
}
