import { isUnavailable } from '#components/postgres/unavailable.ts';
import { UnavailableError } from '../port/unavailable.ts';

/** The work's own result or failure, but UnavailableError where only the database's state was in the way. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUnavailable(error) ? new UnavailableError(error) : error;
  }
}
