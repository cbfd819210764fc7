import assert from 'node:assert/strict';
import test from 'node:test';
import { letterStimulus, readableBody } from './letter-body.ts';

test('a stimulus is known by its type, an event by its name', () => {
  assert.equal(letterStimulus('{"type":"track","name":"Order Completed"}')?.name, 'Order Completed');
  assert.equal(letterStimulus('{"type":"merge","winner":"x"}')?.type, 'merge');
});

test('what cannot be read is shown as it is', () => {
  assert.equal(letterStimulus('{"type":"new"}'), undefined);
  assert.equal(letterStimulus('{"type":'), undefined);
  assert.equal(readableBody('{"type":'), '{"type":');
  assert.equal(readableBody('[1]'), '[\n  1\n]');
});
