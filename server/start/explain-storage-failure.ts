import { sep } from 'node:path';
import { StartupError } from '#components/startup-error.ts';

const fullCodes = ['ENOSPC', 'EDQUOT'];
const closedCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/**
 * Turns a file of the data directory that could not be written into one sentence that says what to do; every other error
 * comes back as it is.
 */
export function explainStorageFailure(error: unknown, dataDirectory: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  if (fullCodes.includes(error.code)) {
    return new StartupError(`The disk that holds ${dataDirectory} is full. Free some space and start again.`);
  }
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  if (path === undefined || !closedCodes.includes(error.code)) return error;
  if (!isWithin(path, dataDirectory) && !isWithin(dataDirectory, path)) return error;
  return new StartupError(
    `Throughline cannot write to ${path} (${error.code}). Let the user that starts it write there, or set THROUGHLINE_DATA to another folder.`,
  );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
