import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export type Encoding = 'br' | 'gzip' | 'identity';

export interface AdminFile {
  readonly type: string;
  readonly etag: string;
  /** Its name holds a hash of what is in it, so it never changes. */
  readonly immutable: boolean;
  /** Compressed once, when it is first asked for. */
  body(encoding: Encoding): Promise<Buffer>;
}

/** The built app by URL path, held in memory: it is a few megabytes, and every page load wants most of it. */
export async function readAdminFiles(directory: string): Promise<ReadonlyMap<string, AdminFile>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'));
  const read = files.map(async ({ parentPath, name }): Promise<[string, AdminFile]> => {
    const file = join(parentPath, name);
    const path = `/${relative(directory, file).split(sep).join('/')}`;
    return [path, adminFile(path, await readFile(file))];
  });
  return new Map(await Promise.all(read));
}

function adminFile(path: string, plain: Buffer): AdminFile {
  const bodies = new Map<Encoding, Promise<Buffer>>();
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    immutable: path.startsWith('/assets/'),
    body(encoding) {
      const body = bodies.get(encoding) ?? compress(plain, encoding);
      bodies.set(encoding, body);
      return body;
    },
  };
}

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

async function compress(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'identity':
      return plain;
    case 'gzip':
      return toGzip(plain, { level: 6 });
    case 'br':
      // Quality 11 takes seconds for a megabyte; 5 is near gzip's best in size and speed.
      return toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  }
}
