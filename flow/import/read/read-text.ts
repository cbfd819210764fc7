import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ImportFormat } from '#contracts/import.ts';

/** Whether the file is gzip, told by its first bytes and not by its name. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The file's bytes, unpacked where it is gzip. Errors of the file reach whoever reads. */
export async function openBytes(path: string): Promise<Readable> {
  // First, because a stream that cannot open its file says so when nobody listens yet.
  const packed = await isGzip(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1_024 });
  return packed ? through(file, createGunzip({ chunkSize: 256 * 1_024 })) : file;
}

/** The file's text as bytes of UTF-8, whatever it is written in. What is no letter of that encoding becomes U+FFFD. */
export async function openText(path: string, encoding: ImportFormat['encoding'] = 'utf-8'): Promise<Readable> {
  const bytes = await openBytes(path);
  return encoding === 'utf-8' ? bytes : through(bytes, decoding(encoding));
}

function through<Next extends Transform>(from: Readable, next: Next): Next {
  // The error reaches the reader through `next`, which pipeline destroys with it.
  pipeline(from, next).catch(() => {});
  return next;
}

function decoding(encoding: string): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true })));
    },
    flush(done: TransformCallback) {
      done(null, Buffer.from(decoder.decode()));
    },
  });
}
