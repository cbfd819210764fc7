import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { errorCode, ownError } from './chdb-error.ts';
import type { Statement } from './chdb-statement.ts';

/** Parameters of the URL that steer the HTTP exchange itself and are no settings of the engine. */
const exchangeParameters = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'session_id',
  'session_timeout',
  'session_check',
  'user',
  'password',
  'role',
  'compress',
  'decompress',
  'wait_end_of_query',
  'buffer_size',
  'enable_http_compression',
  'http_zlib_compression_level',
  'http_response_buffer_size',
  'http_write_exception_in_output_format',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
]);

/** Reads a request of ClickHouse's HTTP interface: https://clickhouse.com/docs/interfaces/http */
export async function readStatement(request: IncomingMessage, url: URL): Promise<Statement> {
  const body = await readBody(request);
  if (url.searchParams.has('session_id')) {
    const text = 'Sessions are not supported by the embedded ClickHouse; each statement stands alone.';
    throw ownError(errorCode.notImplemented, text, 'NOT_IMPLEMENTED');
  }
  const fields = new Map(url.searchParams);
  const form = await multipartForm(request, body);
  for (const [name, value] of form ?? []) if (typeof value === 'string') fields.set(name, value);
  const query = fields.get('query') ?? '';
  const settings: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (name.startsWith('param_')) parameters[name.slice('param_'.length)] = value;
    else if (!exchangeParameters.has(name)) settings[name] = value;
  }
  const rows = !form && /^\s*insert\b/i.test(query) ? body : Buffer.alloc(0);
  const bodyIsText = !form && rows.length === 0 && body.length > 0;
  const sql = bodyIsText ? [query, body.toString('utf8')].filter(Boolean).join('\n') : query;
  return {
    id: statementId(url.searchParams.get('query_id')),
    sql,
    database: url.searchParams.get('database') || headerOf(request, 'x-clickhouse-database') || 'default',
    settings,
    parameters,
    body: rows,
    defaultFormat: url.searchParams.get('default_format') || headerOf(request, 'x-clickhouse-format') || 'TabSeparated',
  };
}

/** True when the request carries the password, as basic auth or in ClickHouse's own header. */
export function isAuthorized(request: IncomingMessage, password: string): boolean {
  const given = headerOf(request, 'x-clickhouse-key') ?? basicPassword(headerOf(request, 'authorization') ?? '');
  const expected = Buffer.from(password);
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function basicPassword(header: string): string {
  const encoded = /^Basic (.+)$/i.exec(header)?.[1];
  if (encoded === undefined) return '';
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

// The id goes into a comment before the statement's text, so it must not be able to end the comment.
function statementId(given: string | null): string {
  return given !== null && /^[\w.:-]{1,120}$/.test(given) ? given : randomUUID();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request);
  const encoding = headerOf(request, 'content-encoding');
  if (encoding === 'gzip') return promisify(gunzip)(body);
  if (encoding === 'zstd') return promisify(zstdDecompress)(body);
  return body;
}

async function multipartForm(request: IncomingMessage, body: Buffer): Promise<FormData | undefined> {
  const type = headerOf(request, 'content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
