import assert from 'node:assert/strict';
import test from 'node:test';
import { createAnswerInTime } from './answer-in-time.ts';

test('a question that hangs is refused in time, and so many at once', async () => {
  const inTime = createAnswerInTime({ milliseconds: 50, underWay: 2 });
  assert.equal(await inTime(async () => 7), 7);
  await assert.rejects(
    inTime(() => Promise.reject(new Error('wrong'))),
    /wrong/,
  );
  const database = Promise.withResolvers<number>();
  const busy = { name: 'RequestError', code: 'busy', retryAfterSeconds: 1 };
  const lost = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
  await assert.rejects(
    inTime(() => Promise.reject(lost)),
    busy,
  );
  await Promise.all(
    [1, 2].map(() =>
      assert.rejects(
        inTime(() => database.promise),
        busy,
      ),
    ),
  );
  await assert.rejects(
    inTime(() => assert.fail('it is not asked any more')),
    busy,
  );
  database.resolve(3);
  await new Promise(setImmediate);
  assert.equal(await inTime(async () => 8), 8);
});
