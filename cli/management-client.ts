import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { CommandError } from './usage-error.ts';

export interface ManagementClientOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly signal?: AbortSignal;
}

/** An answer that is no success. `code` is one of contracts/errors.ts, or empty where the body is not ours. */
export class ManagementError extends CommandError {
  override name = 'ManagementError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ManagementClient {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  send(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown>;
}

const retries = 5;

/** Calls /api/v1. Waits for a busy server as it asks, a few times; every other failure is a ManagementError. */
export function createManagementClient({ url, apiKey, signal }: ManagementClientOptions): ManagementClient {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const response = await request(method, path, body);
      const text = await response.text();
      if (response.ok) return text === '' ? undefined : JSON.parse(text);
      const busy = response.status === 429 || response.status === 503;
      if (!busy || attempt > retries) throw errorOf(method, path, response.status, text);
      await sleep(1000 * Math.max(Number(response.headers.get('retry-after')) || 0, 0.2), undefined, { signal });
    }
  };
  const request = async (method: string, path: string, body: unknown): Promise<Response> => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const content = body === undefined ? null : JSON.stringify(body);
    try {
      return await fetch(new URL(`/api/v1${path}`, url), { method, headers, body: content, signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new CommandError(`The server at ${url} cannot be reached. Is it running?`);
    }
  };
  return {
    get: async (path, schema) => schema.parse(await call('GET', path)),
    send: call,
  };
}

function errorOf(method: string, path: string, status: number, text: string): ManagementError {
  const { code, message } = readError(text);
  if (status === 401)
    return new ManagementError(status, code, 'The server refuses the API key. Give a valid one with --api-key.');
  return new ManagementError(status, code, `${method} /api/v1${path} was answered with ${status}: ${message}`);
}

function readError(text: string): { readonly code: string; readonly message: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: string; message?: string; details?: unknown } };
    const details = error?.details === undefined ? '' : ` ${JSON.stringify(error.details)}`;
    return { code: error?.code ?? '', message: `${error?.message ?? ''}${details}` };
  } catch {
    return { code: '', message: text.slice(0, 300) };
  }
}
