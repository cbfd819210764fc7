import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { unreadableLetter } from './dead-letter.ts';
import { readFrame } from './read-frame.ts';

const profile = '0190a6e0-0000-7000-8000-000000000001';
const good = { type: 'track', workspace: 1, profile, id: 'one', at: 1, receivedAt: 1 };

const read = (body: string) => readFrame('live', { sequence: 7, body });

test('what is a stimulus is read, and what stands between is kept apart under its place', () => {
  const odd: readonly unknown[] = [
    [[good]],
    null,
    'text',
    { ...good, type: 'constructor' },
    { ...good, workspace: 1.5 },
    { ...good, workspace: 2 ** 31 },
    { ...good, profile: profile.toUpperCase() },
    { ...good, profile: undefined },
    { ...good, id: 3 },
    { ...good, at: null },
    { type: 'control', workspace: 1, release: 'first' },
  ];
  const { stimuli, unreadable } = read(JSON.stringify([good, ...odd, good]));
  assert.deepEqual(stimuli, [good, good]);
  assert.deepEqual(
    unreadable.map(({ id }) => id),
    odd.map((_, index) => `live:7:${index + 1}`),
  );
  assert.deepEqual(JSON.parse(unreadable[0]?.text ?? ''), odd[0]);
});

test('a timer that is given another chance, and a change of definitions, are stimuli', () => {
  const frame = [
    { type: 'timer', workspace: 1, profile },
    { type: 'control', workspace: 1, release: 2 },
  ];
  assert.deepEqual(read(JSON.stringify(frame)).stimuli, frame);
});

test('a frame that is no list is one letter with its text, bounded and storable', () => {
  const { stimuli, unreadable } = read(`[{"type":"track"\u001e${'x'.repeat(100_000)}`);
  assert.deepEqual(stimuli, []);
  assert.equal(unreadable.length, 1);
  const letter = unreadableLetter(128, unreadable[0] ?? assert.fail());
  assert.equal(letter.lane, 128);
  assert.ok(letter.body.startsWith('[{"type":"track"xxx') && letter.body.length <= 64 * 1024);
  assert.match(letter.error, /characters are kept/);
});

test('no text of any kind stops the reader', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.array(fc.json()).map((parts) => `[${parts.join(',')}]`),
      ),
      (body) => {
        const { stimuli, unreadable } = read(body);
        assert.deepEqual(stimuli, []);
        for (const found of unreadable) assert.equal(unreadableLetter(0, found).workspace, 1);
      },
    ),
  );
});
