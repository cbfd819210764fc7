export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  /** What was looked at and found, in one sentence. */
  readonly found: string;
  /** How to mend it; for `warn` and `fail`. */
  readonly mend?: string;
}

export const ok = (found: string): Finding => ({ level: 'ok', found });
export const warn = (found: string, mend: string): Finding => ({ level: 'warn', found, mend });
export const fail = (found: string, mend: string): Finding => ({ level: 'fail', found, mend });

const signs = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

/** One line, and a second one with how to mend it. */
export function describeFinding({ level, found, mend }: Finding): string {
  return mend === undefined ? `${signs[level]}  ${found}` : `${signs[level]}  ${found}\n      ${mend}`;
}
