import { z } from 'zod';
import { errorSentence } from './error-sentence.ts';

/**
 * What went wrong, by the code of the server's error registry. `status` 0: the server could not be reached. Every screen
 * shows `message`, so that it is made where it is read, in the language of that moment.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  /** What the server said, in English. */
  readonly told: string;
  readonly details: unknown;

  constructor(status: number, code: string, told: string, details?: unknown) {
    super();
    this.status = status;
    this.code = code;
    this.told = told;
    this.details = details;
  }

  override get message(): string {
    return errorSentence(this);
  }
}

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/** A list is sent as one parameter for each of its values. */
type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

interface Options {
  readonly query?: Query;
  readonly signal?: AbortSignal;
}

/**
 * The management API below /api/v1. Each answer is parsed with its contract, so that a drift between server and browser shows
 * at once where it happens and not as an undefined three components later.
 */
export const api = {
  get: <T>(path: string, response: z.ZodType<T>, options: Options = {}) =>
    request('GET', path, response, undefined, options),
  post: <T>(path: string, body: unknown, response: z.ZodType<T>, options: Options = {}) =>
    request('POST', path, response, body, options),
  put: <T>(path: string, body: unknown, response: z.ZodType<T>, options: Options = {}) =>
    request('PUT', path, response, body, options),
  patch: <T>(path: string, body: unknown, response: z.ZodType<T>, options: Options = {}) =>
    request('PATCH', path, response, body, options),
  delete: (path: string, options: Options = {}) => request('DELETE', path, z.unknown(), undefined, options),
};

async function request<T>(
  method: string,
  path: string,
  schema: z.ZodType<T>,
  body: unknown,
  options: Options,
): Promise<T> {
  const response = await send(`/api/v1${path}${queryText(options.query)}`, {
    method,
    credentials: 'same-origin',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) throw await errorOf(response);
  const parsed = schema.safeParse(response.status === 204 ? undefined : await response.json());
  if (!parsed.success) {
    throw new ApiError(response.status, 'unexpected_response', `${method} ${path}: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/** Like fetch, but a failure to connect is an ApiError of status 0. An abort stays an abort. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'unreachable', error instanceof Error ? error.message : String(error));
  }
}

/** Of an answer that is not a success. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const parsed = errorBody.safeParse(jsonOrUndefined(text));
  if (parsed.success) {
    const { code, message, details } = parsed.data.error;
    return new ApiError(response.status, code, message, details);
  }
  return new ApiError(response.status, 'unknown', text.slice(0, 300) || response.statusText);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryText(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of typeof value === 'object' ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
