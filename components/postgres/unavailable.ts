/** What the driver says of a connection that is lost or cannot be made. */
const driverCodes: ReadonlySet<string> = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * Classes of SQLSTATE that speak of the server's own state: connection exception, transaction rollback (a deadlock),
 * insufficient resources (a full disk, too many connections), operator intervention (a server that stops or starts, a
 * statement that took too long). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const classesOfServer: ReadonlySet<string> = new Set(['08', '40', '53', '57']);

const sqlState = /^[0-9A-Z]{5}$/;

/** Whether the same may succeed a little later, with nothing changed: the database was not there or not able. */
export function isUnavailable(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  if (driverCodes.has(error.code)) return true;
  return sqlState.test(error.code) && classesOfServer.has(error.code.slice(0, 2));
}
