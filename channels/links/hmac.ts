import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

// Measured: an HMAC takes 25 µs when its key comes as bytes and 5 µs as a key object; a mail has dozens of links.
const prepared = new WeakMap<Uint8Array, KeyObject>();

/** HMAC-SHA-256 (RFC 2104). `purpose` keeps signatures for one use from being good for another. */
export function hmac(key: Uint8Array, purpose: string, data: Uint8Array | string): Buffer {
  const secret = prepared.get(key) ?? createSecretKey(key);
  prepared.set(key, secret);
  return createHmac('sha256', secret).update(`${purpose}\0`).update(data).digest();
}
