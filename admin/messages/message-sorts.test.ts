import assert from 'node:assert/strict';
import test from 'node:test';
import { messageFigure } from './message-sorts.ts';

test('rates are of what was sent; what was never sent stands behind what nobody opened', () => {
  const message = { sent: 200, heldBack: 7, opened: 50, clicked: 10 };
  assert.equal(messageFigure(message, 'heldBack'), 7);
  assert.equal(messageFigure(message, 'openRate'), 0.25);
  assert.equal(messageFigure(message, 'clickRate'), 0.05);
  const unsent = messageFigure({ sent: 0, heldBack: 0, opened: 0, clicked: 0 }, 'openRate');
  assert.ok(unsent < messageFigure({ ...message, opened: 0 }, 'openRate'));
});
