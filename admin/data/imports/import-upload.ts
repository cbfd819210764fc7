import { useSyncExternalStore } from 'react';
import { type ImportJob, importJob } from '#contracts/api/import.ts';
import { queryClient } from '../../query-client.ts';
import { ApiError, send } from '../../shared/api.ts';

/** A part takes a second or so, also on a slow line it ends before a proxy loses patience. */
const partBytes = 4 * 1_024 * 1_024;

interface Upload {
  readonly sent: number;
  readonly error?: string;
}

const uploads = new Map<string, Upload>();
const listeners = new Set<() => void>();

function set(id: string, upload: Upload | undefined): void {
  if (upload) uploads.set(id, upload);
  else uploads.delete(id);
  for (const listener of listeners) listener();
}

/** Sends a file part by part, from where an earlier try came to. It goes on while other screens are open. */
export async function uploadFile(id: string, file: File, from: number): Promise<void> {
  try {
    for (let offset = from; offset < file.size; ) {
      set(id, { sent: offset });
      const job = await sendPart(id, file.slice(offset, offset + partBytes), offset);
      offset = job.received;
      queryClient.setQueryData(['imports', 'one', id], job);
    }
    set(id, undefined);
  } catch (error) {
    set(id, { sent: from, error: error instanceof Error ? error.message : String(error) });
  }
  void queryClient.invalidateQueries({ queryKey: ['imports'] });
}

async function sendPart(id: string, part: Blob, offset: number) {
  const response = await send(`/api/v1/imports/${id}/content?offset=${offset}`, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: part,
  });
  const body: unknown = await response.json();
  if (response.ok) return importJob.parse(body);
  const { error } = body as { error?: { code: string; message: string } };
  throw new ApiError(response.status, error?.code ?? 'unknown', error?.message ?? response.statusText);
}

/** It is all there and did not become an import, for it is no file of rows: sending it again would change nothing. */
export function isUnreadable({ status, received, bytes }: ImportJob, upload: Upload | undefined): boolean {
  const stopped = upload === undefined || upload.error !== undefined;
  return status === 'uploading' && stopped && received >= bytes;
}

/** Undefined when this page is not sending it: never begun, done, or the page was loaded anew. */
export function useUpload(id: string): Upload | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads.get(id),
  );
}
