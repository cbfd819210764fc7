/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = '23505';

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === uniqueViolation;
}
