/** A failed statement as ClickHouse words it: code, text and the HTTP status a server would answer with. */
export class StatementError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'StatementError';
    this.code = code;
  }

  get status(): number {
    return statusByCode.get(this.code) ?? 500;
  }
}

export const errorCode = {
  notImplemented: 48,
  unknownSetting: 115,
  tooManySimultaneousQueries: 202,
  queryWasCancelled: 394,
  unknownQueryParameter: 456,
  authenticationFailed: 516,
  unknownException: 1002,
} as const;

// exceptionCodeToHTTPStatus in ClickHouse's HTTP handler.
const statusByCode = new Map<number, number>([
  ...[6, 26, 27, 38, 41, 43, 53, 62, 69, 70, 72, 73, 107, 117, 130, 131, 456, 457].map((code) => [code, 400] as const),
  ...[16, 46, 47, 50, 56, 60, 81, 115].map((code) => [code, 404] as const),
  [48, 501],
  [159, 408],
  [202, 503],
  [439, 503],
  [497, 403],
  [516, 403],
]);

/** An error of our own in the library's words; `name` is ClickHouse's name of the code. */
export function ownError(code: number, text: string, name: string): StatementError {
  return new StatementError(code, `Code: ${code}. DB::Exception: ${text} (${name})`);
}

/** Reads "Code: 60. DB::Exception: ... (UNKNOWN_TABLE)", the form in which the library reports every failure. */
export function statementError(error: unknown): StatementError {
  if (error instanceof StatementError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const match = /^Code: (\d+)\. /.exec(message);
  if (match) return new StatementError(Number(match[1]), message);
  return ownError(errorCode.unknownException, message, 'UNKNOWN_EXCEPTION');
}
