import type { WriteStream } from 'node:tty';

export interface ProgressBar {
  /** `done` and `total` in any unit; `count` is what is shown with its rate (events). */
  update(done: number, total: number, count: number): void;
  /** Says something on a line of its own, without breaking the bar. */
  note(text: string): void;
  end(): void;
}

const redrawMilliseconds = 100;
const lineMilliseconds = 5_000;
const width = 24;

/**
 * A bar with rate and time left, drawn over itself on a terminal; where the output is no terminal, a line every few
 * seconds. What an earlier run had
 * done does not count towards the rate.
 */
export function startProgress(output: WriteStream | NodeJS.WriteStream, label: string, unit: string): ProgressBar {
  const startedAt = performance.now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let first: { readonly share: number; readonly count: number } | undefined;
  let drawn = '';

  const draw = (text: string) => {
    if (output.isTTY) output.write(`\r${text.padEnd(drawn.length)}`);
    else output.write(`${text}\n`);
    drawn = text;
  };
  const describe = (done: number, total: number, count: number): string => {
    const share = total > 0 ? Math.min(done / total, 1) : 1;
    first ??= { share, count };
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = seconds > 0 ? (count - first.count) / seconds : 0;
    const gained = share - first.share;
    const left = gained > 0 ? ((1 - share) / gained) * seconds : undefined;
    const filled = Math.round(share * width);
    const bar = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    const time = left === undefined ? '' : `  ${duration(left)} left`;
    return `${label} ${bar} ${percent}  ${count.toLocaleString('en')} ${unit}  ${Math.round(rate).toLocaleString('en')}/s${time}`;
  };
  let last: Parameters<typeof describe> | undefined;

  return {
    update(done, total, count) {
      last = [done, total, count];
      const now = performance.now();
      if (now - drawnAt < (output.isTTY ? redrawMilliseconds : lineMilliseconds)) return;
      drawnAt = now;
      draw(describe(done, total, count));
    },
    note(text) {
      if (output.isTTY) output.write(`\r${''.padEnd(drawn.length)}\r${text}\n${drawn}`);
      else output.write(`${text}\n`);
    },
    end() {
      if (last !== undefined) draw(describe(...last));
      if (output.isTTY && drawn !== '') output.write('\n');
    },
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes}:${String(whole % 60).padStart(2, '0')}`;
}
