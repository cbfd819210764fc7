import { randomBytes } from 'node:crypto';
import { openSecrets, sealSecrets } from '#channels/secrets.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

interface Place {
  readonly workspace: WorkspaceId;
  readonly id: string;
}

/** The newest first. */
export interface DestinationSecrets {
  readonly current: string;
  readonly old: string | null;
}

/** As the Standard Webhooks specification says: `whsec_` and 24 to 64 random bytes as base64. */
export function createSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export function sealDestination(key: Uint8Array, place: Place, { current, old }: DestinationSecrets): Uint8Array {
  return sealSecrets(key, boundTo(place), { current, old });
}

/** Throws when the key is another one. */
export function openDestination(key: Uint8Array, place: Place, sealed: Uint8Array): DestinationSecrets {
  const { current, old } = openSecrets(key, boundTo(place), sealed);
  return { current: String(current), old: typeof old === 'string' ? old : null };
}

function boundTo({ workspace, id }: Place): string {
  return `destination ${workspace} ${id}`;
}
