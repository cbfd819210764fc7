import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, statfs, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RequestError } from '#contracts/errors.ts';
import { fieldError } from '../field-error.ts';

/** Left free on the disk: the databases live there too. */
const keptFree = 2 * 1024 ** 3;

/** Where the uploaded files of imports lie, each in a folder of its own. They hold personal data: nobody else reads them. */
export interface ImportFiles {
  content(id: string): string;
  rejected(id: string, of: 'check' | 'import'): string;
  /** Its events while they are put together person by person. */
  spool(id: string): string;
  /** Appends a part at `offset`; what a broken upload left beyond it is cut off. Resolves to the size from then on. */
  write(id: string, part: Readable, offset: number, bytesAtMost: number): Promise<number>;
  /** Throws `payload_too_large` when the disk has no room for so much. */
  requireRoom(bytes: number): Promise<void>;
  remove(id: string): Promise<void>;
}

export function openImportFiles(dataDirectory: string): ImportFiles {
  const directory = join(dataDirectory, 'uploads');
  const folder = (id: string) => join(directory, id);
  const content = (id: string) => join(folder(id), 'content');
  return {
    content,
    rejected: (id, of) => join(folder(id), `rejected-${of}.csv`),
    spool: (id) => join(folder(id), 'by-person'),
    async write(id, part, offset, bytesAtMost) {
      await mkdir(folder(id), { recursive: true, mode: 0o700 });
      const size = await sizeOf(content(id));
      if (offset > size) {
        const message = `Send the part that begins at ${size} first.`;
        throw fieldError('offset', 'too_large', message, size);
      }
      if (offset < size) await truncate(content(id), offset);
      const file = createWriteStream(content(id), { flags: 'a', mode: 0o600 });
      await pipeline(part, limitTo(bytesAtMost - offset), file);
      return offset + file.bytesWritten;
    },
    async requireRoom(bytes) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(directory);
      if (bavail * bsize - bytes > keptFree) return;
      throw new RequestError('payload_too_large', {
        message: 'The disk of the server has no room for this file; make some, or send it in parts.',
      });
    },
    remove: (id) => rm(folder(id), { recursive: true, force: true }),
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

function limitTo(bytes: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      passed += chunk.length;
      if (passed <= bytes) return done(null, chunk);
      done(new RequestError('payload_too_large', { message: 'More came than the size that was announced.' }));
    },
  });
}
