import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { importRejectReasons } from '#contracts/import.ts';
import { unreadCount } from '#contracts/unread-value.ts';
import type { ImportProgress } from './send-items.ts';

const saved = z.object({
  format: z.literal(1),
  file: z.string(),
  finishedAt: z.iso.datetime().nullable(),
  /** Of the server's record; older files have none. */
  importId: z.uuid().optional(),
  progress: z.object({
    settled: z.number(),
    line: z.number(),
    taken: z.number(),
    duplicates: z.number(),
    refused: z.array(
      z.object({
        type: z.literal('rejected'),
        line: z.number(),
        reason: z.enum(importRejectReasons),
        detail: z.string(),
      }),
    ),
    unread: z.array(unreadCount).optional(),
  }),
});

export interface Checkpoint {
  /** Where an earlier run of the same import stopped, and when it ended if it did. */
  readonly found:
    | { readonly progress: ImportProgress; readonly finishedAt: string | null; readonly importId: string | undefined }
    | undefined;
  /** From now on it is kept with the id of the server's record, at once. */
  begin(progress: ImportProgress, importId: string): Promise<void>;
  /** Keeps the progress, at most once a second; calls may overlap. */
  save(progress: ImportProgress): Promise<void>;
  /** Keeps it at once and marks the import as done when `finishedAt` is given. */
  close(progress: ImportProgress, finishedAt: string | null): Promise<void>;
}

const saveEveryMilliseconds = 1_000;

/** `identity` is everything that makes an import this one: content, kind, columns, rules, server. */
export async function openCheckpoint(
  directory: string,
  file: string,
  identity: readonly string[],
): Promise<Checkpoint> {
  const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
  const path = join(directory, `${name}.json`);
  const found = await read(path);
  let writing: Promise<void> = Promise.resolve();
  let savedAt = 0;
  let importId: string | undefined;
  const write = (progress: ImportProgress, finishedAt: string | null) => {
    writing = writing.then(() => replace(path, JSON.stringify({ format: 1, file, importId, finishedAt, progress })));
    return writing;
  };
  return {
    found,
    async begin(progress, id) {
      importId = id;
      await write(progress, null);
    },
    async save(progress) {
      const now = performance.now();
      if (now - savedAt < saveEveryMilliseconds) return;
      savedAt = now;
      await write(progress, null);
    },
    close: write,
  };
}

async function read(path: string): Promise<Checkpoint['found']> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const { progress, finishedAt, importId } = saved.parse(JSON.parse(text));
  return { progress, finishedAt, importId };
}

/** Written beside and renamed, so that a crash leaves the old one or the new one and never half of it. */
async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
