import { timingSafeEqual } from 'node:crypto';
import { type Channel, channels } from '#contracts/channel.ts';
import type { DeliveryId, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { hmac } from './hmac.ts';

/** What a link lets its holder do. Their numbers are in links that were sent, so they are never reused. */
const kinds = { open: 1, click: 2, unsubscribe: 3, preferences: 4, confirm: 5 } as const;
export type LinkKind = keyof typeof kinds;

/** As they stand in links and addresses that were given out, so they are never reused. */
export const channelNumbers: { readonly [K in Channel]: number } = { email: 1, sms: 2, push: 3, webhook: 4 };

export interface LinkClaims {
  readonly kind: LinkKind;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly delivery: DeliveryId;
  readonly channel: Channel;
  /** Where a click leads; the topic of an unsubscribe link; what a confirm link confirms; empty otherwise. */
  readonly detail: string;
}

const format = 1;
const headerBytes = 7;
const uuidBytes = 16;
const fixedBytes = headerBytes + 2 * uuidBytes;
// 128 bits of the HMAC: more than a guesser over the network can ever try, and 22 letters less than all of it.
const signatureBytes = 16;
const longestToken = 8_192;

/** Base64url text of the claims and their HMAC-SHA-256. Ids of ours only: nothing in it names the person. */
export function signLink(key: Uint8Array, claims: LinkClaims): string {
  const detail = Buffer.from(claims.detail, 'utf8');
  const payload = Buffer.alloc(fixedBytes + detail.length);
  payload.writeUInt8(format, 0);
  payload.writeUInt8(kinds[claims.kind], 1);
  payload.writeUInt8(channelNumbers[claims.channel], 2);
  payload.writeInt32BE(claims.workspace, 3);
  writeUuid(payload, claims.profile, headerBytes);
  writeUuid(payload, claims.delivery, headerBytes + uuidBytes);
  detail.copy(payload, fixedBytes);
  return Buffer.concat([payload, sign(key, payload)]).toString('base64url');
}

/** The claims of a token that was signed with this key, and undefined for any other text. */
export function readLink(key: Uint8Array, token: string): LinkClaims | undefined {
  if (token.length > longestToken || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // The last letter may hold bits that stand for nothing: a changed one would still be read, and one link has one text.
  if (bytes.toString('base64url') !== token) return undefined;
  if (bytes.length < fixedBytes + signatureBytes) return undefined;
  const payload = bytes.subarray(0, -signatureBytes);
  if (!timingSafeEqual(bytes.subarray(-signatureBytes), sign(key, payload))) return undefined;
  const kind = (Object.keys(kinds) as LinkKind[]).find((name) => kinds[name] === payload.readUInt8(1));
  const channel = channels.find((name) => channelNumbers[name] === payload.readUInt8(2));
  if (payload.readUInt8(0) !== format || kind === undefined || channel === undefined) return undefined;
  return {
    kind,
    channel,
    workspace: payload.readInt32BE(3),
    profile: readUuid(payload, headerBytes),
    delivery: readUuid(payload, headerBytes + uuidBytes),
    detail: payload.toString('utf8', fixedBytes),
  };
}

function sign(key: Uint8Array, payload: Buffer): Buffer {
  return hmac(key, 'throughline link', payload).subarray(0, signatureBytes);
}

function writeUuid(into: Buffer, uuid: string, offset: number): void {
  const written = into.write(uuid.replaceAll('-', ''), offset, uuidBytes, 'hex');
  if (written !== uuidBytes) throw new TypeError(`Links carry UUIDs, and "${uuid}" is none`);
}

function readUuid(from: Buffer, offset: number): string {
  const hex = from.toString('hex', offset, offset + uuidBytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
