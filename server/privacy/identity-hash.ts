import { createHmac } from 'node:crypto';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';

/**
 * HMAC-SHA-256 of an identity. Addresses are few enough to be tried one by one, so that a hash without a key would give
 * them away; the key is not in the database.
 */
export function identityHash(key: Uint8Array, workspace: WorkspaceId, { kind, value }: Identity): Buffer {
  return createHmac('sha256', key)
    .update(['throughline erased identity', workspace, kind, value].join('\u001f'))
    .digest();
}
