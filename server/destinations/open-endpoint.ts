import { openSignedPost } from '#channels/webhook/signed-post.ts';
import type { ActiveDestination } from '#components/destination/store.ts';
import type { OpenEndpoint } from '#flow/destinations/port.ts';
import { openDestination } from './secret.ts';

/** As many requests at a time as there are lanes; they wait for each other only where they must stay in order. */
const concurrency = 64;

/** Makes the address of a destination ready: signed by its secret, and by the one of before while that is good. */
export function createOpenEndpoint(secretKey: Uint8Array): OpenEndpoint {
  return (destination: Omit<ActiveDestination, 'revision' | 'failingSince'>, now) => {
    const { definition, oldSecretUntil } = destination;
    const { current, old } = openDestination(secretKey, destination, destination.secrets);
    const overlaps = old !== null && oldSecretUntil !== null && now < oldSecretUntil;
    return openSignedPost({ ...definition, secrets: overlaps ? [current, old] : [current], concurrency });
  };
}
