import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { channels } from '#contracts/channel.ts';
import { type LinkClaims, readLink, signLink } from './token.ts';

const key = Buffer.alloc(32, 1);

const claims: fc.Arbitrary<LinkClaims> = fc.record(
  {
    kind: fc.constantFrom('open', 'click', 'unsubscribe', 'preferences', 'confirm'),
    workspace: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    profile: fc.uuid(),
    delivery: fc.uuid(),
    channel: fc.constantFrom(...channels),
    detail: fc.oneof(fc.webUrl(), fc.string({ unit: 'grapheme', maxLength: 100 })),
  },
  { noNullPrototype: true },
);

test('a token gives back what was signed, and fits into an address', () => {
  fc.assert(
    fc.property(claims, (signed) => {
      const token = signLink(key, signed);
      assert.match(token, /^[\w-]+$/);
      assert.deepEqual(readLink(key, token), signed);
    }),
  );
});

test('nothing but the whole token under its own key is accepted', () => {
  fc.assert(
    fc.property(claims, fc.nat(), fc.integer({ min: 1, max: 255 }), (signed, place, flip) => {
      const token = signLink(key, signed);
      const bytes = Buffer.from(token, 'base64url');
      const index = place % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ flip;
      assert.equal(readLink(key, bytes.toString('base64url')), undefined);
      assert.equal(readLink(key, token.slice(0, -4)), undefined);
      assert.equal(readLink(key, `${token}AAAA`), undefined);
      assert.equal(readLink(Buffer.alloc(32, 2), token), undefined);
    }),
  );
});

test('one link has one text: no other last letter is taken for it', () => {
  fc.assert(
    fc.property(
      claims,
      fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
      (signed, letter) => {
        const token = signLink(key, signed);
        fc.pre(!token.endsWith(letter));
        assert.equal(readLink(key, `${token.slice(0, -1)}${letter}`), undefined);
      },
    ),
  );
});

test('no text at all is an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      assert.equal(readLink(key, text), undefined);
    }),
  );
  assert.equal(readLink(key, 'A'.repeat(100_000)), undefined);
});

test('nothing in a token names the person', () => {
  const signed = { kind: 'open', workspace: 1, profile: crypto.randomUUID(), delivery: crypto.randomUUID() } as const;
  assert.equal(Buffer.from(signLink(key, { ...signed, channel: 'email', detail: '' }), 'base64url').length, 55);
  const noUuid = { ...signed, profile: 'jane@example.com', channel: 'email', detail: '' } as const;
  assert.throws(() => signLink(key, noUuid), /none/);
});
