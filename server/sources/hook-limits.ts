import { RequestError } from '#contracts/errors.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';

/** A shop sends a payload for each change; a sale of a large one some tens a second. */
const perSource = { perSecond: 100, burst: 1_000 };
/** Calls that prove nothing: whoever has the wrong secret, or tries addresses out. */
const perAddress = { perSecond: 2, burst: 30 };
/** Of addresses that are remembered; strangers can make up as many as they like. */
const mostBuckets = 10_000;

export interface HookLimits {
  /** Throws `rate_limited` for a source that is sent too much; its sender comes again. */
  takeOfSource(source: string): void;
  /** Throws `rate_limited` for an address that has sent too much that was not genuine. */
  requirePatience(address: string): void;
  /** A call from there was not genuine. */
  refused(address: string): void;
}

export function createHookLimits(clock: () => number = () => performance.now()): HookLimits {
  const sources = new Map<string, TokenBucket>();
  const addresses = new Map<string, TokenBucket>();
  const blockedUntil = new Map<string, number>();
  const bucketOf = (held: Map<string, TokenBucket>, key: string, limit: { perSecond: number; burst: number }) => {
    const known = held.get(key);
    if (known !== undefined) return known;
    if (held.size >= mostBuckets) held.clear();
    const made = createTokenBucket(limit.perSecond, limit.burst);
    held.set(key, made);
    return made;
  };
  const require = (wait: number) => {
    if (wait > 0) throw new RequestError('rate_limited', { retryAfterSeconds: wait });
  };
  return {
    takeOfSource: (source) => require(bucketOf(sources, source, perSource).take(1, clock())),
    requirePatience(address) {
      const left = (blockedUntil.get(address) ?? 0) - clock();
      if (left <= 0) blockedUntil.delete(address);
      require(Math.ceil(Math.max(0, left) / 1_000));
    },
    refused(address) {
      const wait = bucketOf(addresses, address, perAddress).take(1, clock());
      if (wait === 0) return;
      if (blockedUntil.size >= mostBuckets) blockedUntil.clear();
      blockedUntil.set(address, clock() + wait * 1_000);
    },
  };
}
