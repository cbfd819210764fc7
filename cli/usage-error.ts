/** The caller asked for something that cannot be: the message alone is printed, and the command ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Something outside stops the work (server away, key refused): the message alone is printed, with exit code 1. */
export class CommandError extends Error {
  override name = 'CommandError';
}
