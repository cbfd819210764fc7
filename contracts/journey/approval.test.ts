import assert from 'node:assert/strict';
import test from 'node:test';
import { approvalOf } from './approval.ts';

const ann = { name: 'Ann', email: 'ann@example.com' };
const draft = { savedBy: ann, hasUnpublishedChanges: true, status: 'draft' as const };

test('who changed it last waits for a colleague, and a colleague decides', () => {
  assert.equal(approvalOf(draft, ann), 'colleague');
  assert.equal(approvalOf(draft, { name: 'Ann', email: 'other.ann@example.com' }), 'yours');
  assert.equal(approvalOf({ ...draft, savedBy: { name: 'Ann', email: null } }, ann), 'yours', 'a key of that name');
  assert.equal(approvalOf(draft, { name: 'Key', email: null }), 'colleague', 'a key is no second person');
});

test('nothing waits where nothing changed, where the journey ends, or where nobody is known', () => {
  assert.equal(approvalOf({ ...draft, hasUnpublishedChanges: false }, ann), 'open');
  assert.equal(approvalOf({ ...draft, status: 'archived' }, ann), 'open');
  assert.equal(approvalOf({ ...draft, savedBy: null }, ann), 'open');
});
