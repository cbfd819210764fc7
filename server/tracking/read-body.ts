import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { RequestError } from '#contracts/errors.ts';
import type { JsonObject } from '#contracts/json.ts';
import { batchByteLimit } from '#contracts/tracking.ts';
import { objectOf } from './event-context.ts';

const decompressors = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

export interface TrackingBody {
  readonly object: JsonObject;
  /** As JSON, out of the compression. */
  readonly bytes: number;
}

/**
 * The body of a tracking call as one JSON object, parsed once. The byte limit holds for what comes out of the
 * compression, so that a small body cannot fill the memory.
 */
export async function readTrackingBody(raw: Buffer, encoding: string | undefined): Promise<TrackingBody> {
  const body = encoding === undefined || encoding === 'identity' ? raw : await decompress(raw, encoding.toLowerCase());
  if (body.length > batchByteLimit) throw new RequestError('payload_too_large');
  const object = objectOf(parseJson(body.toString('utf8')));
  if (object === undefined) throw new RequestError('malformed_json');
  return { object, bytes: body.length };
}

async function decompress(raw: Buffer, encoding: string): Promise<Buffer> {
  if (!Object.hasOwn(decompressors, encoding)) {
    throw new RequestError('unsupported_media_type', {
      message: `The body is encoded as "${encoding}"; send it plain, or with gzip, deflate or br.`,
    });
  }
  try {
    return await decompressors[encoding as keyof typeof decompressors](raw, { maxOutputLength: batchByteLimit });
  } catch (error) {
    if (error instanceof RangeError) throw new RequestError('payload_too_large');
    throw new RequestError('malformed_json', { message: `The body is not valid ${encoding}.` });
  }
}

// A key "__proto__" is data for JSON.parse, but whoever copies the object field by field would change its prototype.
// Any of its letters may be written as an escape.
const suspicious = /__proto__|\\u00(?:5f|70|72|6f|74)/i;

function parseJson(text: string): unknown {
  try {
    return suspicious.test(text) ? JSON.parse(text, dropPrototype) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function dropPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}
