import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { StatementResult } from './chdb-connection.ts';
import type { StatementError } from './chdb-error.ts';
import { statementError } from './chdb-error.ts';

const exceptionTag = 'throughlinechdbx';

/** Sends a result piece by piece, waiting while the reader is slow. */
export async function sendResult(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  result: StatementResult,
): Promise<void> {
  const compressed = wantsGzip(request);
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Query-Id': id,
    'X-ClickHouse-Server-Display-Name': 'chdb',
    'X-ClickHouse-Timezone': 'UTC',
    'X-ClickHouse-Exception-Tag': exceptionTag,
    'X-ClickHouse-Summary': summary(result),
    ...(result.format === undefined ? {} : { 'X-ClickHouse-Format': result.format }),
    ...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  const source = Readable.from(withLateException(result.chunks), { objectMode: false });
  await (compressed ? pipeline(source, createGzip({ level: 1 }), response) : pipeline(source, response));
}

async function* withLateException(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | string> {
  try {
    yield* chunks;
  } catch (error) {
    yield lateException(statementError(error));
  }
}

export function sendError(response: ServerResponse, id: string | undefined, error: StatementError): void {
  response.writeHead(error.status, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': String(error.code),
    ...(id === undefined ? {} : { 'X-ClickHouse-Query-Id': id }),
  });
  response.end(`${error.message}\n`);
}

// The form in which a server reports a failure after the status was sent; the client turns it into an error.
function lateException(error: StatementError): string {
  const message = `${error.message}\n`;
  const length = Buffer.byteLength(message);
  return `\r\n__exception__\r\n${exceptionTag}\r\n${message}${length} ${exceptionTag}\r\n__exception__\r\n`;
}

function summary(result: StatementResult): string {
  const elapsed = Math.round(result.elapsedSeconds * 1e9);
  return JSON.stringify({
    read_rows: String(result.readRows),
    read_bytes: '0',
    written_rows: String(result.writtenRows),
    written_bytes: '0',
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: '0',
    elapsed_ns: String(elapsed),
  });
}

function wantsGzip(request: IncomingMessage): boolean {
  const wanted = new URL(request.url ?? '/', 'http://localhost').searchParams.get('enable_http_compression');
  return wanted === '1' && String(request.headers['accept-encoding'] ?? '').includes('gzip');
}
