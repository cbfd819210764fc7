import { sep } from 'node:path';
import { StartupError } from '#components/startup-error.ts';

const fullCodes = ['ENOSPC', 'EDQUOT'];

/**
 * ClickHouse has codes of its own: 243 NOT_ENOUGH_SPACE where it reserves room beforehand ("Cannot reserve 96.13 MiB, not
 * enough space"), else that of the call that failed, with the system's words or `errno: 28`. PostgreSQL has the system's words.
 */
const fullWords = /No space left on device|Disk quota exceeded|Cannot reserve .+, not enough space|errno: (28|122)\b/i;

const closedCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/**
 * Turns a file of the data directory that could not be written into one sentence that says what to do; every other error
 * comes back as it is.
 */
export function explainStorageFailure(error: unknown, dataDirectory: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (fullCodes.includes(code) || fullWords.test(error.message)) {
    return new StartupError(`The disk that holds ${dataDirectory} is full. Free some space and start again.`);
  }
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  if (path === undefined || !closedCodes.includes(code)) return error;
  if (!isWithin(path, dataDirectory) && !isWithin(dataDirectory, path)) return error;
  return new StartupError(
    `Throughline cannot write to ${path} (${code}). Let the user that starts it write there, or set THROUGHLINE_DATA to another folder.`,
  );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
