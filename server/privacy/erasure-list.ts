import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Erasure, ErasureList } from '#flow/erase/erasure.ts';

const entrySchema = z.object({
  erasure: z.uuid(),
  workspace: z.number().int().positive(),
  profiles: z.array(z.uuid()).min(1),
  erasedAt: z.number().int(),
  /** Keyed hashes of her identities, in hexadecimal digits. */
  identities: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
export type ListedErasure = z.infer<typeof entrySchema>;

export interface ErasureFile extends ErasureList {
  readonly path: string;
  read(): Promise<readonly ListedErasure[]>;
}

/**
 * One line for each erasure, beside the databases and not in them: a database that is restored from a backup knows nothing of
 * the people who were erased since. It holds ids that lead to nothing and keyed hashes.
 */
export function openErasureFile(
  dataDirectory: string,
  hashesOf: (erasure: Erasure) => Promise<readonly string[]>,
): ErasureFile {
  const path = join(dataDirectory, 'erasures.jsonl');
  return {
    path,
    async add(erasures) {
      const lines = await Promise.all(
        erasures.map(async (erasure) => {
          const { id, workspace, profiles, erasedAt } = erasure;
          const identities = [...(await hashesOf(erasure))];
          return JSON.stringify({ erasure: id, workspace, profiles: [...profiles], erasedAt, identities });
        }),
      );
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, 'a', 0o600);
      try {
        // A line that a crash has cut off must not swallow the next one.
        await file.appendFile(`\n${lines.join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async read() {
      return (await readText(path)).split('\n').flatMap((line) => {
        if (line.trim() === '') return [];
        const entry = entrySchema.safeParse(parse(line));
        return entry.success ? [entry.data] : [];
      });
    },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a file that a crash has cut off. Its erasure stands at a step that writes it again.
    return undefined;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
