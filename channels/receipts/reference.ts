import { timingSafeEqual } from 'node:crypto';
import type { DeliveryId, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { hmac } from '../links/hmac.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** The message that a receipt is about. */
export interface MessageReference {
  readonly profile: ProfileId;
  readonly delivery: DeliveryId;
}

const uuidBytes = 16;
// What can be forged with it is that a message bounced, and each guess costs a request: 40 bits are plenty, and leave the
// whole short enough for the local part of an address (64 characters, RFC 5321 section 4.5.3.1.1).
const signatureBytes = 5;

/** 60 lower-case letters and digits, because mail systems on the way may change the case of an address. */
const pattern = /(?<![a-z2-7])[a-z2-7]{60}(?![a-z2-7])/gi;

/** A bounce quotes the message that it is about, and that may be full of words as long. */
const mostCandidates = 50;

/** By which a provider's report names a message of ours: the ids that lead to it, signed, the same at every try. */
export function signReference(key: Uint8Array, workspace: WorkspaceId, message: MessageReference): string {
  const ids = Buffer.concat([uuidToBytes(message.delivery), uuidToBytes(message.profile)]);
  return encodeBase32(Buffer.concat([ids, sign(key, workspace, ids)]));
}

/** The first reference in a text that was signed with this key for this workspace. */
export function findReference(key: Uint8Array, workspace: WorkspaceId, text: string): MessageReference | undefined {
  let candidates = 0;
  for (const [candidate] of text.matchAll(pattern)) {
    candidates += 1;
    if (candidates > mostCandidates) return undefined;
    const found = readReference(key, workspace, candidate.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

function readReference(key: Uint8Array, workspace: WorkspaceId, text: string): MessageReference | undefined {
  const bytes = decodeBase32(text);
  const ids = bytes.subarray(0, 2 * uuidBytes);
  if (!timingSafeEqual(bytes.subarray(2 * uuidBytes), sign(key, workspace, ids))) return undefined;
  return { delivery: bytesToUuid(ids.subarray(0, uuidBytes)), profile: bytesToUuid(ids.subarray(uuidBytes)) };
}

function sign(key: Uint8Array, workspace: WorkspaceId, ids: Uint8Array): Buffer {
  return hmac(key, `throughline reference ${workspace}`, ids).subarray(0, signatureBytes);
}

function uuidToBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== uuidBytes) throw new TypeError(`References hold UUIDs, and "${uuid}" is none`);
  return bytes;
}

function bytesToUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
