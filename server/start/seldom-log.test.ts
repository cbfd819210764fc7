import assert from 'node:assert/strict';
import test from 'node:test';
import { createSeldomLog } from './seldom-log.ts';

test('what fails again for the same reason is logged once a minute, with how often', () => {
  const lines: { err: Error; repeated?: number; text: string }[] = [];
  let now = 0;
  const log = createSeldomLog(
    { error: (line: (typeof lines)[number], text: string) => void lines.push({ ...line, text }) } as never,
    () => now,
  );
  const full = (file: number) => new Error(`could not extend file "base/${file}": No space left on device`);
  for (now = 0; now < 59_000; now += 1_000) log.error(full(now), 'events could not be stored');
  log.error(new Error('another'), 'events could not be stored');
  log.error(full(1), 'facts could not be carried');
  now = 60_000;
  log.error(full(2), 'events could not be stored');
  assert.deepEqual(
    lines.map(({ err, repeated, text }) => [text, err.message.includes('space'), repeated]),
    [
      ['events could not be stored', true, undefined],
      ['events could not be stored', false, undefined],
      ['facts could not be carried', true, undefined],
      ['events could not be stored', true, 58],
    ],
  );
});
