/** How an error answers: its HTTP status, whether the same request may succeed later, and what the reader can do. */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  /** Says how to mend it. A thrown error may put a more exact sentence in its place. */
  readonly message: string;
}

/** Every error that the HTTP interfaces answer with. Codes are never re-used for something else. docs/errors.md lists them. */
export const errors = {
  invalid_request: {
    status: 400,
    retryable: false,
    message: 'The request does not fit its contract; "details" names each field and what it should be.',
  },
  malformed_json: {
    status: 400,
    retryable: false,
    message: 'The body is not valid JSON; send one JSON object, encoded as UTF-8.',
  },
  invalid_event: {
    status: 400,
    retryable: false,
    message: 'The event cannot be accepted; "rejected" names the field and what it should be.',
  },
  invalid_cursor: {
    status: 400,
    retryable: false,
    message: 'The cursor is not one that this list gave out; ask for the first page without a cursor.',
  },
  unauthorized: {
    status: 401,
    retryable: false,
    message: 'Sign in, or send an API key as "Authorization: Bearer <key>".',
  },
  invalid_write_key: {
    status: 401,
    retryable: false,
    message: 'The write key is unknown; send one from Settings as basic-auth user name or as "writeKey" in the body.',
  },
  wrong_credentials: {
    status: 401,
    retryable: false,
    message: 'E-mail and password do not match; check both, then try again.',
  },
  forbidden: {
    status: 403,
    retryable: false,
    message: 'Your role may look but not change this; ask an administrator.',
  },
  cross_origin_refused: {
    status: 403,
    retryable: false,
    message: 'A request with a session cookie must come from the product itself; use an API key from elsewhere.',
  },
  not_found: { status: 404, retryable: false, message: 'There is nothing at this address; check the id and the path.' },
  revision_conflict: {
    status: 409,
    retryable: false,
    message: 'Somebody else saved this meanwhile; load it again and repeat your change on the newest revision.',
  },
  already_exists: { status: 409, retryable: false, message: 'This id is taken; choose another one.' },
  still_referenced: {
    status: 409,
    retryable: false,
    message: 'Something published still uses this; "details" names it. Change or pause that first.',
  },
  wrong_status: {
    status: 409,
    retryable: false,
    message: 'This cannot be done in its present state; load it again to see the state.',
  },
  needs_second_person: {
    status: 409,
    retryable: false,
    message: 'Somebody else than who changed it last has to publish it; ask a colleague.',
  },
  last_administrator: {
    status: 409,
    retryable: false,
    message: 'Nobody else could administer this; make somebody else an administrator, who has signed in, first.',
  },
  last_key: { status: 409, retryable: false, message: 'This is the last key of its kind; create another one first.' },
  link_not_good: {
    status: 410,
    retryable: false,
    message:
      'This link was used already, is too old, or was replaced by a newer one; ask an administrator for a new link.',
  },
  payload_too_large: {
    status: 413,
    retryable: false,
    message: 'The body is too large: an event may have 32 KB, a batch 500 KB, any other request 1 MB.',
  },
  unsupported_media_type: {
    status: 415,
    retryable: false,
    message: 'Send the body as application/json; tracking also takes text/plain that holds JSON.',
  },
  not_publishable: {
    status: 422,
    retryable: false,
    message: 'The draft has problems that stop it from going live; "details" lists them.',
  },
  sign_in_refused: {
    status: 400,
    retryable: false,
    message: 'The account cannot be used like this; check what you wrote, or ask an administrator.',
  },
  unreadable_file: {
    status: 422,
    retryable: false,
    message: 'This file cannot be read as text; save the table as CSV (of Excel: CSV UTF-8) or as JSON lines.',
  },
  rate_limited: {
    status: 429,
    retryable: true,
    message: 'Too many requests; send again after the seconds that the header Retry-After tells.',
  },
  too_many_attempts: {
    status: 429,
    retryable: true,
    message: 'Too many attempts; wait a minute, then try again.',
  },
  internal_error: {
    status: 500,
    retryable: true,
    message: 'Something went wrong on the server; the log has the details under the id of this request.',
  },
  busy: {
    status: 503,
    retryable: true,
    message:
      'More is waiting than can be stored now. Send the same again, with its messageId, after the header Retry-After.',
  },
  shutting_down: {
    status: 503,
    retryable: true,
    message: 'The server is stopping; send again in a few seconds.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

export interface ErrorOptions {
  readonly message?: string;
  readonly details?: unknown;
  readonly retryAfterSeconds?: number;
}

/** Thrown by whoever serves a request; becomes `{ error: { code, message, details } }` with the status of its code. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: unknown;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, { message, details, retryAfterSeconds }: ErrorOptions = {}) {
    super(message ?? errors[code].message);
    this.code = code;
    this.status = errors[code].status;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
