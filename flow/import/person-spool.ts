import { readSync, writeSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { hashText } from '#core/hash.ts';

/** An event of a file on its way into the log. */
export interface SpooledEvent {
  /** Line of the file that it was made from. */
  readonly line: number;
  /** Its JSON text. */
  readonly text: string;
}

/** Events of a file, put together person by person. */
export interface PersonSpool {
  /** `person`: the same text for whoever is to stand together. */
  add(person: string, event: SpooledEvent): void;
  /** How many were added. */
  count(): number;
  /** One person after another, each in the order of the file; the same order whenever the same events were added. */
  read(): Iterable<SpooledEvent>;
  close(): Promise<void>;
}

/** People are divided by a hash among so many; one is held in memory at a time. */
const bucketCount = 256;

/** Bytes of a bucket that wait to be written, and those of one that are put in order at once. */
const bytesWaiting = 64 * 1024;
const bytesAtOnce = 32 * 1024 * 1024;

const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

interface Bucket {
  /** Records that are not in the file yet, outside of the heap: as texts the collector would move them again and again. */
  readonly waiting: Buffer;
  used: number;
  /** Places in the file. */
  readonly chunks: { readonly offset: number; readonly packed: number; readonly bytes: number }[];
}

/**
 * A file that stands in the order of time names each of its customers again and again, far apart. A document is read and
 * written once for each micro-batch that names its person, which is most of what an event costs; with all of hers together
 * it is once for all of them. So the events go through a file at `path`: memory holds some megabytes however long the
 * source is. Whoever has more than 32 MB of events stands together in pieces of that size.
 *
 * It reads and writes without giving way: it is for a thread of its own, which serves nobody else meanwhile.
 */
export async function openPersonSpool(path: string): Promise<PersonSpool> {
  const file = await open(path, 'w+', 0o600);
  // It holds personal data. Without a name it is gone with whoever holds it open, however that ends.
  await unlink(path);
  const buckets = Array.from(
    { length: bucketCount },
    (): Bucket => ({ waiting: Buffer.allocUnsafe(bytesWaiting), used: 0, chunks: [] }),
  );
  let added = 0;
  let end = 0;

  function write(bucket: Bucket, records: Buffer): void {
    const packed = zstdCompressSync(records, compression);
    bucket.chunks.push({ offset: end, packed: packed.length, bytes: records.length });
    for (let written = 0; written < packed.length; )
      written += writeSync(file.fd, packed, written, packed.length - written, end + written);
    end += packed.length;
  }

  /** The records of a bucket in their order, as many at a time as may be held. */
  function* portions({ chunks, waiting, used }: Bucket): Generator<readonly string[]> {
    let texts: string[] = [];
    let bytes = 0;
    for (const chunk of chunks) {
      texts.push(zstdDecompressSync(readChunk(chunk)).toString());
      bytes += chunk.bytes;
      if (bytes < bytesAtOnce) continue;
      yield recordsOf(texts);
      texts = [];
      bytes = 0;
    }
    yield recordsOf([...texts, waiting.toString('utf8', 0, used)]);
  }

  function readChunk({ offset, packed }: Bucket['chunks'][number]): Buffer {
    const bytes = Buffer.allocUnsafe(packed);
    for (let read = 0; read < packed; ) {
      const found = readSync(file.fd, bytes, read, packed - read, offset + read);
      if (found === 0) throw new Error('The file of events put together person by person ends too early.');
      read += found;
    }
    return bytes;
  }

  return {
    add(person, { line, text }) {
      const hash = hashText(person);
      const bucket = buckets[hash % bucketCount] as Bucket;
      const record = `${hash} ${line} ${text}\n`;
      const bytes = Buffer.byteLength(record);
      added++;
      if (bucket.used + bytes > bytesWaiting && bucket.used > 0) {
        write(bucket, bucket.waiting.subarray(0, bucket.used));
        bucket.used = 0;
      }
      if (bytes > bytesWaiting) write(bucket, Buffer.from(record));
      else bucket.used += bucket.waiting.write(record, bucket.used);
    },
    count: () => added,
    *read() {
      for (const bucket of buckets) {
        for (const portion of portions(bucket)) {
          const people = Map.groupBy(portion, (record) => record.slice(0, record.indexOf(' ')));
          for (const records of people.values()) yield* records.map(eventOf);
        }
      }
    },
    close: () => file.close(),
  };
}

/** JSON text holds no bare line break. */
function recordsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split('\n').slice(0, -1));
}

function eventOf(record: string): SpooledEvent {
  const line = record.indexOf(' ') + 1;
  const text = record.indexOf(' ', line) + 1;
  return { line: Number(record.slice(line, text - 1)), text: record.slice(text) };
}
