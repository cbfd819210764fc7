import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '#contracts/json.ts';
import type { MendStep } from '#contracts/schema/schema-kept-aside.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { mendEvent } from './mend.ts';

const formats = { phone: () => undefined };

function mended(properties: JsonObject, ...steps: MendStep[]): JsonObject {
  const event: TrackedEvent = {
    ...{ workspace: 1, messageId: 'm', at: 1, receivedAt: 2, identities: [], context: {} },
    content: { type: 'track', name: 'Bought', properties },
  };
  const { content, ...rest } = mendEvent(event, steps, formats);
  assert.deepEqual({ ...rest, content: event.content }, event);
  return content.type === 'track' ? content.properties : content.traits;
}

test('a property gets its right name, beside others, inside of lists and between objects', () => {
  assert.deepEqual(mended({ a: 1, z: 2 }, { action: 'rename', from: 'a', to: 'b' }), { b: 1, z: 2 });
  assert.deepEqual(mended({ p: [{ id: 1 }, { id: 2 }, 5] }, { action: 'rename', from: 'p[].id', to: 'p[].sku' }), {
    p: [{ sku: 1 }, { sku: 2 }, 5],
  });
  assert.deepEqual(mended({ city: 'Bath' }, { action: 'rename', from: 'city', to: 'address.city' }), {
    address: { city: 'Bath' },
  });
  assert.deepEqual(mended({ a: 1 }, { action: 'rename', from: 'nothing', to: 'b' }), { a: 1 });
});

test('a value is cast as a person would read it', () => {
  const cast = (value: JsonObject[string], type: 'number' | 'integer' | 'list' | 'string') =>
    mended({ v: value }, { action: 'cast', path: 'v', type })['v'];
  assert.equal(cast('1,299.00 €', 'number'), 1299);
  assert.equal(cast('12,50', 'number'), 12.5);
  assert.equal(cast('¥1 299', 'number'), 1299);
  assert.equal(cast('-3.5 kg', 'integer'), -3);
  assert.equal(cast('dear', 'number'), 'dear');
  assert.deepEqual(cast('red, green；blue', 'list'), ['red', 'green', 'blue']);
  assert.deepEqual(cast(5, 'list'), [5]);
  assert.equal(cast({ a: 1 }, 'string'), '{"a":1}');
});

test('a value is set or removed, and the event itself renamed', () => {
  assert.deepEqual(mended({ a: 1 }, { action: 'set', path: 'b.c', value: 'x' }, { action: 'remove', path: 'a' }), {
    b: { c: 'x' },
  });
  const event: TrackedEvent = {
    ...{ workspace: 1, messageId: 'm', at: 1, receivedAt: 2, identities: [], context: {} },
    content: { type: 'track', name: 'bought', properties: {} },
  };
  const { content } = mendEvent(event, [{ action: 'rename_event', to: 'Bought' }], formats);
  assert.deepEqual(content, { type: 'track', name: 'Bought', properties: {} });
});

test('mending twice is mending once', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant('1,5'), fc.array(fc.integer(), { maxLength: 2 }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), (properties) => {
      const steps: MendStep[] = [
        { action: 'rename', from: 'a', to: 'b' },
        { action: 'cast', path: 'b', type: 'number' },
        { action: 'set', path: 'c', value: 1 },
      ];
      const once = mended(properties, ...steps);
      assert.deepEqual(mended(once, ...steps), once);
    }),
  );
});
