import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReceiptAddress, receiptAddress } from './account-address.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { findReference, signReference } from './reference.ts';

const key = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);
const message = { delivery: randomUUID(), profile: randomUUID() };

test('base32 gives back what it was given, in the words of RFC 4648', () => {
  assert.equal(encodeBase32(Buffer.from('foobar')), 'mzxw6ytboi');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), Buffer.from(bytes));
    }),
  );
});

test('a reference fits into the local part of an address and is found wherever it stands, whatever its case', () => {
  const reference = signReference(key, 1, message);
  assert.ok(`b-${reference}`.length <= 64);
  for (const text of [`<${reference}@shop.example>`, `To: b-${reference.toUpperCase()}@b.shop.example`, reference]) {
    assert.deepEqual(findReference(key, 1, `${'a'.repeat(60)} ${text} x`), message);
  }
});

test('a reference of another key or workspace, or a changed one, names nothing', () => {
  const reference = signReference(key, 1, message);
  assert.equal(findReference(other, 1, reference), undefined);
  assert.equal(findReference(key, 2, reference), undefined);
  assert.equal(findReference(key, 1, `${reference}a`), undefined);
  const changed = (reference.startsWith('a') ? 'b' : 'a') + reference.slice(1);
  assert.equal(findReference(key, 1, changed), undefined);
});

test('the address for receipts names its account as long as the provider stays', () => {
  const links = { publicUrl: 'https://shop.example', key };
  const account = { workspace: 7, channel: 'email' } as const;
  const url = new URL(receiptAddress(links, account, 'smtp'));
  assert.match(url.pathname, /^\/receipts\/[\w-]+$/);
  const token = url.pathname.slice('/receipts/'.length);
  assert.deepEqual(
    readReceiptAddress(key, token, () => 'smtp'),
    account,
  );
  assert.equal(
    readReceiptAddress(key, token, () => 'sandbox'),
    undefined,
  );
  assert.equal(
    readReceiptAddress(other, token, () => 'smtp'),
    undefined,
  );
  for (const wrong of ['', 'x', `${token}A`, token.slice(1), '../../etc']) {
    assert.equal(
      readReceiptAddress(key, wrong, () => 'smtp'),
      undefined,
    );
  }
});
