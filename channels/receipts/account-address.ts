import { timingSafeEqual } from 'node:crypto';
import type { Provider } from '#contracts/api/channel.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { hmac } from '../links/hmac.ts';
import type { LinkSettings } from '../links/link-settings.ts';
import { channelNumbers } from '../links/token.ts';

/** Providers keep the address for years, so the path never changes. */
export const receiptPath = '/receipts/';

const format = 1;
const payloadBytes = 6;
const signatureBytes = 16;

interface Account {
  readonly workspace: WorkspaceId;
  readonly channel: Channel;
}

/**
 * Where the provider of an account reports what became of messages. Who knows it may report; what is reported counts only
 * for messages whose signed reference stands in the report, so that an address that got out lets nobody bounce others.
 */
export function receiptAddress(
  { publicUrl, key }: Pick<LinkSettings, 'publicUrl' | 'key'>,
  account: Account,
  provider: Provider,
): string {
  const payload = Buffer.alloc(payloadBytes);
  payload.writeUInt8(format, 0);
  payload.writeUInt8(channelNumbers[account.channel], 1);
  payload.writeInt32BE(account.workspace, 2);
  return publicUrl + receiptPath + Buffer.concat([payload, sign(key, payload, provider)]).toString('base64url');
}

/**
 * The account of an address, if it was made for the provider that the account has now. `providerOf` says which one that is.
 */
export function readReceiptAddress(
  key: Uint8Array,
  token: string,
  providerOf: (account: Account) => Provider | undefined,
): Account | undefined {
  if (!/^[\w-]{1,64}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== payloadBytes + signatureBytes || bytes.readUInt8(0) !== format) return undefined;
  const payload = bytes.subarray(0, payloadBytes);
  const channel = channels.find((name) => channelNumbers[name] === payload.readUInt8(1));
  const account = channel && { workspace: payload.readInt32BE(2), channel };
  const provider = account && providerOf(account);
  if (provider === undefined) return undefined;
  return timingSafeEqual(bytes.subarray(payloadBytes), sign(key, payload, provider)) ? account : undefined;
}

function sign(key: Uint8Array, payload: Uint8Array, provider: Provider): Buffer {
  return hmac(key, `throughline receipts ${provider}`, payload).subarray(0, signatureBytes);
}
