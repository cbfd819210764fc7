import type { Logger } from 'pino';

/** What fails again for the same reason is said again no sooner. */
const silence = 60_000;

/** More kinds of failures than this are not told apart at the same time. */
const remembered = 100;

/**
 * Logs what fails again and again, such as writes while the disk is full, once a minute for each reason, with how often it
 * failed in between. `clock` tells milliseconds.
 */
export function createSeldomLog(log: Pick<Logger, 'error'>, clock: () => number = Date.now) {
  const said = new Map<string, { readonly at: number; unsaid: number }>();
  return {
    error(error: unknown, text: string): void {
      const reason = error instanceof Error ? error.message : String(error);
      // Of a stack only its first line: places and numbers in the rest differ each time.
      const key = `${text} ${reason.split('\n', 1)[0]?.replace(/\d+/g, '0')}`;
      const before = said.get(key);
      if (before !== undefined && clock() - before.at < silence) {
        before.unsaid++;
        return;
      }
      if (said.size >= remembered) said.clear();
      said.set(key, { at: clock(), unsaid: 0 });
      const repeated = before !== undefined && before.unsaid > 0 ? { repeated: before.unsaid } : {};
      log.error({ err: error instanceof Error ? error : { message: reason }, ...repeated }, text);
    },
  };
}
