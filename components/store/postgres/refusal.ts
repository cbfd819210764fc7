import { RefusedError } from '../port/lane.ts';

/**
 * Classes of SQLSTATE that speak of what is written and not of the database's own state: cardinality violation (the same row twice),
 * data exception, integrity constraint violation, program limit exceeded (a key longer than an index takes).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const classesOfData: readonly string[] = ['21', '22', '23', '54'];

/** The driver's own word for what it cannot put into a statement. */
const driverCodes: readonly string[] = ['UNDEFINED_VALUE', 'ERR_STRING_TOO_LONG', 'ERR_INVALID_ARG_TYPE'];

const sqlState = /^[0-9A-Z]{5}$/;

/** What a failed commit means: RefusedError where it would fail again because of what is in it, else the error itself. */
export function refusalOr(error: unknown): unknown {
  return isAboutData(error) ? new RefusedError(error) : error;
}

function isAboutData(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (sqlState.test(code)) return classesOfData.includes(code.slice(0, 2));
  // A text beyond the longest that there is has no code.
  return driverCodes.includes(code) || (code === '' && error instanceof RangeError);
}
