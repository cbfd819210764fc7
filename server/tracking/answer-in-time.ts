import { isUnavailable } from '#components/postgres/unavailable.ts';
import { RequestError } from '#contracts/errors.ts';

export interface InTimeLimits {
  readonly milliseconds: number;
  /** Questions under way, those included whose asker has gone. */
  readonly underWay: number;
}

/**
 * For questions to a database that may hang or be away: whoever asks hears `busy` after a while, at once where the connection
 * is lost, and beyond some questions under way at once, so that neither connections nor memory grow with the wait.
 */
export function createAnswerInTime({ milliseconds, underWay }: InTimeLimits): <T>(ask: () => Promise<T>) => Promise<T> {
  const busy = () => new RequestError('busy', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1_000)) });
  let asked = 0;
  return async (ask) => {
    if (asked >= underWay) throw busy();
    asked++;
    const answer = ask()
      .catch((error: unknown) => {
        throw isUnavailable(error) ? busy() : error;
      })
      .finally(() => {
        asked--;
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(busy()), milliseconds);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  };
}
