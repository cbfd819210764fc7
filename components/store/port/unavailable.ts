/** The store was not there or not able; the same call may succeed a little later. What it wrote may be there or not. */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}
