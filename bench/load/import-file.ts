import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { importJob } from '#contracts/api/import.ts';
import { drainLanes } from '../platform/drain.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';
import { type HistoryFile, partsOf } from './history-file.ts';

/** Sends the file as the app does, with its mapping. Resolves to the id of the import, which waits for its start. */
export async function uploadFile({ url, credentials }: RunningPlatform, file: HistoryFile): Promise<string> {
  const call = async (method: string, path: string, body: object | Buffer) => {
    const raw = Buffer.isBuffer(body);
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${credentials.apiKey}`,
        'content-type': raw ? 'application/octet-stream' : 'application/json',
      },
      body: raw ? new Uint8Array(body) : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return importJob.parse(JSON.parse(text));
  };
  // Rows are made twice, so that the file is never whole in memory: its size has to be told first.
  let bytes = 0;
  for (const part of partsOf(file)) bytes += part.length;
  const { id } = await call('POST', '/imports', { name: `${file.kind}.csv`, bytes });
  let offset = 0;
  let job: z.infer<typeof importJob> | undefined;
  for (const part of partsOf(file)) {
    job = await call('PUT', `/imports/${id}/content?offset=${offset}`, part);
    offset += part.length;
  }
  const columns = file.own.map((column) => ({ column, target: column }));
  const mapping = { kind: file.kind, columns, otherColumns: 'keep', timeZone: 'UTC' };
  await call('PUT', `/imports/${id}`, { format: job?.format, mapping });
  return id;
}

/** Rows a second, from the start of the import until the lanes have committed them. */
export async function importFile(platform: RunningPlatform, id: string, rows: number): Promise<number> {
  const { client } = platform;
  const startedAt = performance.now();
  await client.send('POST', `/imports/${id}/start`, {});
  for (;;) {
    const { status, error } = await client.get(`/imports/${id}`, importJob);
    if (status === 'done') break;
    if (status !== 'importing') throw new Error(`The import is ${status}: ${error}`);
    await sleep(250);
  }
  return (rows / ((await drainLanes(platform)) - startedAt)) * 1_000;
}
