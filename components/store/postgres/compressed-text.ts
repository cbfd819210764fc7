import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Characters. Below this the call costs more than the bytes that it saves. */
const worthIt = 2_048;

/** Fast before small: at 10,000 events a second the next levels cost the processor more than the disk gains. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The first bytes of every Zstandard frame (RFC 8878, 0xFD2FB528) in base64; no JSON text begins like this. */
const mark = 'KLUv/';

/**
 * A JSON text as it is stored: a long one as Zstandard in base64, which stays a text column and one parameter among packed
 * ones (binary ones would travel as hexadecimal). Frames of events are eight to sixteen times smaller so, and PostgreSQL
 * copies, logs and slices each of their bytes several times: it is the dearest part of an event's way.
 */
export function compress(text: string): string {
  return text.length < worthIt ? text : zstdCompressSync(text, options).toString('base64');
}

/** The text that was given to `compress`. */
export function expand(stored: string): string {
  return stored.startsWith(mark) ? zstdDecompressSync(Buffer.from(stored, 'base64')).toString() : stored;
}
