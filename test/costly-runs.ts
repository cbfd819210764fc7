/** Milliseconds after which a case is taken to stand still. */
const longestCase = 90_000;

/**
 * For properties whose cases go through a database, a server or other processes. A case that fails or stands still is told
 * as it was drawn, with its seed: to look for a smaller one would ask the database again for hundreds of others, and look
 * like a test that never ends.
 */
export const costlyRuns = (numRuns: number) => ({ numRuns, endOnFailure: true, timeout: longestCase }) as const;
