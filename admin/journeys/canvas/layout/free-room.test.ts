import assert from 'node:assert/strict';
import test from 'node:test';
import { freeRoom } from './free-room.ts';

const size = { width: 200, height: 100 };

test('a place that is free is kept', () => {
  assert.deepEqual(freeRoom({ x: 10, y: 20, ...size }, []), { x: 10, y: 20 });
  assert.deepEqual(freeRoom({ x: 10, y: 20, ...size }, [{ x: 400, y: 20, ...size }]), { x: 10, y: 20 });
});

test('one on top of a step goes to the nearest free room beside it', () => {
  const { x, y } = freeRoom({ x: 0, y: 0, ...size }, [{ x: 0, y: 10, ...size }]);
  assert.equal(x, 0);
  assert.ok(y <= 10 - size.height - 40, `above the step, at ${y}`);
});

test('among many it covers none', () => {
  const taken = Array.from({ length: 30 }, (_, index) => ({
    x: (index % 6) * 260,
    y: Math.floor(index / 6) * 130,
    ...size,
  }));
  const at = freeRoom({ x: 500, y: 260, ...size }, taken);
  const covered = taken.some(
    (box) =>
      at.x < box.x + box.width && box.x < at.x + size.width && at.y < box.y + box.height && box.y < at.y + size.height,
  );
  assert.ok(!covered);
});
