import { createHash } from 'node:crypto';
import { openBytes } from './read/read-text.ts';

export interface FileFingerprint {
  /** SHA-256 of the unpacked content, in hex: the same file packed anew is the same import. */
  readonly hash: string;
  readonly lines: number;
}

/** Reads the file once through, to know whether it was imported before and how long it is. */
export async function fingerprintFile(path: string): Promise<FileFingerprint> {
  const hash = createHash('sha256');
  let lines = 0;
  let last = 0x0a;
  for await (const chunk of await openBytes(path)) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++;
    last = bytes.at(-1) ?? last;
  }
  return { hash: hash.digest('hex'), lines: last === 0x0a ? lines : lines + 1 };
}
