import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { type UnreadReason, unreadReasons } from '#contracts/unread-value.ts';
import type { ImportEvent } from '#flow/import/import-event.ts';
import { CommandError } from '../usage-error.ts';

const compress = promisify(gzip);

const importAnswer = z.object({
  duplicates: z.number().default(0),
  rejected: z
    .array(z.object({ index: z.number(), field: z.string().default(''), message: z.string().default('') }))
    .default([]),
  unread: z.array(z.object({ index: z.number(), field: z.string(), reason: z.enum(unreadReasons) })).default([]),
});

export interface BatchResult {
  readonly duplicates: number;
  readonly refused: readonly { readonly index: number; readonly message: string }[];
  /** Values that events went in without. */
  readonly unread: readonly { readonly index: number; readonly field: string; readonly reason: UnreadReason }[];
}

export interface ImportClientOptions {
  readonly url: string;
  readonly apiKey: string;
  /** The server's record that the events belong to. */
  readonly importId?: string;
  /** In which phone numbers without a country code are read; without it the workspace's. */
  readonly country?: string;
  /** How long a server may stay away, or answer with an error of its own, before the import gives up. */
  readonly patienceMilliseconds?: number;
  readonly onWait?: (reason: string, milliseconds: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a batch to `POST /v1/import` until the server has it. A busy server (429, 503) is waited for as long as it asks,
 * any number of times; a missing one for a minute. Throws CommandError when coming again would not help.
 */
export async function sendBatch(batch: readonly ImportEvent[], options: ImportClientOptions): Promise<BatchResult> {
  const body = await compress(JSON.stringify({ batch }), { level: 1 });
  const patience = options.patienceMilliseconds ?? 60_000;
  for (let attempt = 1, waited = 0; ; attempt++) {
    const answer = await post(body, options);
    if (answer.type === 'done') return answer.result;
    if (answer.type === 'too_large') return sendHalves(batch, options);
    const pause = answer.retryAfterMilliseconds ?? Math.min(250 * 2 ** attempt, 10_000);
    if (answer.type === 'failed') waited += pause;
    if (waited > patience) throw new CommandError(`${answer.reason} Run the same command again to go on from here.`);
    options.onWait?.(answer.reason, pause);
    await sleep(pause, undefined, { signal: options.signal });
  }
}

type Answer =
  | { readonly type: 'done'; readonly result: BatchResult }
  | { readonly type: 'too_large' }
  | { readonly type: 'busy' | 'failed'; readonly reason: string; readonly retryAfterMilliseconds?: number };

async function post(body: Uint8Array<ArrayBuffer>, options: ImportClientOptions): Promise<Answer> {
  const { url, apiKey, importId, country, signal } = options;
  let response: Response;
  let text: string;
  const address = new URL('/v1/import', url);
  if (importId !== undefined) address.searchParams.set('import', importId);
  if (country !== undefined) address.searchParams.set('country', country);
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body,
      signal: signal ?? null,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    return { type: 'failed', reason: `The server at ${url} cannot be reached (${reasonOf(error)}).` };
  }
  if (response.status === 413) return { type: 'too_large' };
  if (response.status === 429 || response.status === 503) {
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    const retryAfterMilliseconds = Number.isFinite(seconds) ? Math.max(seconds * 1000, 50) : 1000;
    return { type: 'busy', reason: 'The server asks to wait.', retryAfterMilliseconds };
  }
  if (response.status >= 500)
    return { type: 'failed', reason: `The server answered ${response.status}: ${text.slice(0, 300)}.` };
  if (response.status === 401 || response.status === 403) {
    throw new CommandError(`The server refuses the API key (${response.status}). Give a valid one with --api-key.`);
  }
  if (importId !== undefined && (response.status === 404 || response.status === 409)) {
    throw new CommandError('The import was stopped or deleted in the app; the server takes nothing more of it.');
  }
  const parsed = importAnswer.safeParse(parseJson(text));
  if (!parsed.success || (!response.ok && parsed.data.rejected.length === 0)) {
    throw new CommandError(`The server answered ${response.status} to /v1/import: ${text.slice(0, 300)}`);
  }
  const { duplicates, rejected, unread } = parsed.data;
  const refused = rejected.map(({ index, field, message }) => ({
    index,
    message: [field, message].filter(Boolean).join(': '),
  }));
  return { type: 'done', result: { duplicates, refused, unread } };
}

async function sendHalves(batch: readonly ImportEvent[], options: ImportClientOptions): Promise<BatchResult> {
  if (batch.length === 1)
    return { duplicates: 0, refused: [{ index: 0, message: 'the event is too large' }], unread: [] };
  const middle = Math.ceil(batch.length / 2);
  const first = await sendBatch(batch.slice(0, middle), options);
  const second = await sendBatch(batch.slice(middle), options);
  const shifted = <Of extends { readonly index: number }>(list: readonly Of[]) =>
    list.map((one) => ({ ...one, index: one.index + middle }));
  return {
    duplicates: first.duplicates + second.duplicates,
    refused: [...first.refused, ...shifted(second.refused)],
    unread: [...first.unread, ...shifted(second.unread)],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? ('code' in cause && String(cause.code)) || cause.message : String(cause);
}
