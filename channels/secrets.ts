import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { JsonObject } from '#contracts/json.ts';

// AES-256-GCM as NIST SP 800-38D recommends it: a random nonce of 96 bits, a tag of 128.
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts secrets under a key of 32 bytes. `place` is bound in, so that a row copied to another place does not open. */
export function sealSecrets(key: Uint8Array, place: string, secrets: JsonObject): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([encryption.update(JSON.stringify(secrets), 'utf8'), encryption.final()]);
  return Buffer.concat([nonce, encryption.getAuthTag(), sealed]);
}

/** Throws when the key is another one or a byte was changed. */
export function openSecrets(key: Uint8Array, place: string, sealed: Uint8Array): JsonObject {
  const nonce = sealed.subarray(0, nonceBytes);
  const decryption = createDecipheriv(cipher, key, nonce)
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = Buffer.concat([decryption.update(sealed.subarray(nonceBytes + tagBytes)), decryption.final()]);
  return JSON.parse(text.toString('utf8')) as JsonObject;
}
