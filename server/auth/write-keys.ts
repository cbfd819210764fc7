import type { Sql } from '#components/postgres/database.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';

export interface WriteKeySender {
  readonly workspace: WorkspaceId;
  /** 0 when so many events may pass now (and were counted), else the seconds until they may. */
  take(events: number, now: number): number;
}

/** Since the process started. */
export interface RefusedEvents {
  readonly events: number;
  readonly lastAt: number;
}

export interface WriteKeys {
  /** By the key itself. */
  find(key: string): WriteKeySender | undefined;
  /** By the whole authorization header, so that the hot path decodes nothing for a header it has seen the key of. */
  findByHeader(authorization: string): WriteKeySender | undefined;
  /** What went beyond a key's limit; undefined where nothing did. */
  refusedOf(key: string): RefusedEvents | undefined;
  reload(): Promise<void>;
  close(): void;
}

interface LimitedSender extends WriteKeySender {
  /** Null: as for every key that has no limit of its own. */
  readonly perSecond: number | null;
}

/** Of a key with a limit of its own, so many seconds' events may come at once. */
const secondsAtOnce = 2;

/** For keys without a limit of their own. */
export interface WriteKeyLimits {
  /** Events per second and key, on average. */
  readonly perSecond: number;
  /** Events at once. */
  readonly burst: number;
}

/** Other processes may add or delete keys; this is how long it takes until it is seen here. */
const reloadMilliseconds = 10_000;

/**
 * All write keys in memory: every tracking call asks for one. A deleted key stops working here at once when this process
 * deleted it, and within ten seconds when another one did.
 */
export async function openWriteKeys(
  sql: Sql,
  limits: WriteKeyLimits,
  onError: (error: unknown) => void,
): Promise<WriteKeys> {
  let byKey = new Map<string, LimitedSender>();
  let byHeader = new Map<string, WriteKeySender>();

  const bucketOf = (perSecond: number | null) =>
    perSecond === null
      ? createTokenBucket(limits.perSecond, limits.burst)
      : createTokenBucket(perSecond, perSecond * secondsAtOnce);

  const refused = new Map<string, RefusedEvents>();
  const takerOf = (key: string, bucket: TokenBucket) => (events: number, now: number) => {
    const wait = bucket.take(events, now);
    if (wait > 0) refused.set(key, { events: (refused.get(key)?.events ?? 0) + events, lastAt: now });
    return wait;
  };

  const reload = async () => {
    const rows = await sql<{ key: string; workspace: number; perSecond: number | null }[]>`
      select key, workspace, events_per_second as "perSecond" from write_key`;
    const keys = new Map<string, LimitedSender>();
    const headers = new Map<string, WriteKeySender>();
    for (const { key, workspace, perSecond } of rows) {
      const known = byKey.get(key);
      const sender =
        known?.perSecond === perSecond ? known : { workspace, perSecond, take: takerOf(key, bucketOf(perSecond)) };
      keys.set(key, sender);
      headers.set(basicHeader(key), sender);
    }
    byKey = keys;
    byHeader = headers;
  };
  await reload();
  const timer = setInterval(() => {
    reload().catch(onError);
  }, reloadMilliseconds);
  timer.unref();

  return {
    find: (key) => byKey.get(key),
    findByHeader: (authorization) => byHeader.get(authorization) ?? byKey.get(userOfHeader(authorization)),
    refusedOf: (key) => refused.get(key),
    reload,
    close: () => clearInterval(timer),
  };
}

function basicHeader(user: string): string {
  return `Basic ${Buffer.from(`${user}:`).toString('base64')}`;
}

/** The user name of basic auth; empty for any other scheme. */
export function userOfHeader(authorization: string): string {
  const encoded = /^basic\s+(\S+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return '';
  const [user = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1);
  return user;
}
