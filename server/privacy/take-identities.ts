import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import { lockNames } from '#components/store/postgres/lock-names.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { addressHash } from '#core/suppression.ts';
import type { Erasure } from '#flow/erase/erasure.ts';
import { eraseKept } from '../schema/kept-aside/erase-kept.ts';
import { audit } from './audit.ts';
import { findPerson } from './find-person.ts';
import { identityHash } from './identity-hash.ts';
import { addProgress, type RequestRow, readRequests, selectRequest } from './request-row.ts';

/** Listened to by every process that remembers whose an identity is; see components/store/postgres/identity.ts. */
const movesChannel = 'throughline_identity_move';

/** Somebody who is merged again and again between two looks is a fault. */
const looksAtMost = 20;

/** Shorter values stand in too many texts that are not about her. */
const shortestTelling = 6;

class ChangedMeanwhile extends Error {}

/**
 * Takes a person's identities away, and with them all that is found by nothing else: one transaction under the locks by
 * which identities are decided, so that an event is hers, and comes before the erasure, or is somebody new's.
 */
export async function takeIdentities(
  sql: Sql,
  key: Uint8Array,
  { workspace, id }: Pick<Erasure, 'workspace' | 'id'>,
  now: () => Instant,
): Promise<void> {
  for (let look = 1; ; look++) {
    try {
      await sql.begin(async (tx) => {
        const [request] = readRequests(
          await tx`${selectRequest(tx)} where workspace = ${workspace} and id = ${id} and step = 'find' for update`,
        );
        if (request !== undefined) await takeOnce(tx, key, request, now());
      });
      return;
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || look === looksAtMost) throw error;
    }
  }
}

async function takeOnce(tx: TransactionSql, key: Uint8Array, request: RequestRow, now: Instant): Promise<void> {
  const { workspace, id } = request;
  const found = await findPerson(tx, request);
  if (found.type !== 'found') return end(tx, request, found.type, now);
  const { profile, profiles } = found;
  const identities = await identitiesOf(tx, workspace, profiles);
  await lockNames(
    tx,
    identities.map(({ kind, value }) => `${workspace}:${kind}:${value}`),
  );
  await lockNames(
    tx,
    profiles.map((one) => `${workspace}:${one}`),
  );
  const again = await findPerson(tx, request);
  const locked = await identitiesOf(tx, workspace, profiles);
  const isSame =
    again.type === 'found' && texts(again.profiles) === texts(profiles) && texts(locked) === texts(identities);
  if (!isSame) throw new ChangedMeanwhile();

  const states = await documentsOf(tx, workspace, profiles);
  const known = states.filter(({ erased }) => erased === undefined);
  const isRestored = request.cause === 'restored_backup';
  if (known.length === 0 && identities.length === 0 && !isRestored) return end(tx, request, 'not_found', now);
  const { notSeenSince } = request.options;
  if (notSeenSince !== undefined && known.some(({ lastSeenAt }) => lastSeenAt >= notSeenSince)) {
    return end(tx, request, 'not_found', now);
  }

  const own = identities.filter(({ shared }) => !shared);
  await rememberErased(
    tx,
    workspace,
    own.map((identity) => identityHash(key, workspace, identity)),
    now,
  );
  const suppressed = await suppress(tx, request, addressesOf(own, known), now);
  const rows = {
    ...(await dropIdentities(tx, workspace, profiles, own)),
    ...(await dropTexts(tx, workspace, own)),
    suppressions: suppressed,
    documents: known.length,
  };
  await tx`
    select pg_notify(${movesChannel}, p) from unnest(${profiles.map((one) => `${workspace}:${one}`)}::text[]) as p`;
  await tx`
    update privacy_request set status = 'running', step = 'announce', named = null, profile = ${profile},
      profiles = ${profiles as string[]}::uuid[]
    where workspace = ${workspace} and id = ${id}`;
  await addProgress(tx, request, { erasedAt: request.progress.erasedAt ?? now, rows });
}

async function end(
  tx: TransactionSql,
  request: RequestRow,
  status: 'not_found' | 'ambiguous',
  now: Instant,
): Promise<void> {
  const { workspace, id } = request;
  await tx`
    update privacy_request set status = ${status}, named = null, finished_at = ${now}, closed_at = ${now}
    where workspace = ${workspace} and id = ${id}`;
  const entry = { workspace, actor: request.requestedBy, action: 'erasure_done', at: now, request: id } as const;
  if (request.cause !== 'retention') await audit(tx, { ...entry, detail: status });
}

interface OwnIdentity extends Identity {
  readonly shared: boolean;
}

async function identitiesOf(
  tx: TransactionSql,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<readonly OwnIdentity[]> {
  return [
    ...(await tx<OwnIdentity[]>`
      select kind, value, shared from identity where workspace = ${workspace} and profile = any(${profiles as string[]}::uuid[])
      order by kind, value`),
  ];
}

async function documentsOf(
  tx: TransactionSql,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<readonly ProfileState[]> {
  const rows = await tx<{ document: string }[]>`
    select s.document from unnest(
      ${profiles.map((profile) => laneOf(workspace, profile))}::smallint[], ${profiles as string[]}::uuid[]
    ) as k (lane, profile)
    join profile_state s on s.lane = k.lane and s.workspace = ${workspace} and s.profile = k.profile`;
  return rows.map(({ document }) => readDocument(document) as ProfileState);
}

async function rememberErased(
  tx: TransactionSql,
  workspace: WorkspaceId,
  hashes: readonly Buffer[],
  now: Instant,
): Promise<void> {
  await tx`
    insert into erased_identity as held (workspace, hash, erased_at)
    select ${workspace}::integer, decode(h, 'hex'), ${now}
    from unnest(${hashes.map((hash) => hash.toString('hex'))}::text[]) as h
    on conflict (workspace, hash) do update set erased_at = greatest(held.erased_at, excluded.erased_at)`;
}

interface Address {
  readonly channel: Channel;
  readonly hash: string;
}

function addressesOf(identities: readonly Identity[], states: readonly ProfileState[]): readonly Address[] {
  const channelOf: { readonly [kind: string]: Channel } = { email: 'email', phone: 'sms' };
  const addresses = new Map<string, Address>();
  const add = (channel: Channel, address: string) => {
    const hash = addressHash(channel, address);
    addresses.set(`${channel}:${hash}`, { channel, hash });
  };
  for (const { kind, value } of identities) if (channelOf[kind]) add(channelOf[kind], value);
  for (const state of states) {
    for (const channel of channels) {
      const address = channel === 'webhook' ? undefined : addressOn(state, channel);
      if (address !== undefined) add(channel, address);
    }
  }
  return [...addresses.values()];
}

/** What stays on the list stays as a hash. Returns how many entries stay, or were removed. */
async function suppress(
  tx: TransactionSql,
  { workspace, options, requestedBy }: RequestRow,
  addresses: readonly Address[],
  now: Instant,
): Promise<number> {
  const hers = tx`
    unnest(${addresses.map(({ channel }) => channel)}::text[], ${addresses.map(({ hash }) => hash)}::text[])
      as a (channel, hash)`;
  if (options.keepSuppressed !== true) {
    const removed = await tx`
      delete from suppression s using ${hers}
      where s.workspace = ${workspace} and s.channel = a.channel and s.hash = decode(a.hash, 'hex')`;
    return removed.count;
  }
  await tx`
    insert into suppression as s (workspace, channel, hash, address, reason, note, added_by, added_at)
    select ${workspace}::integer, a.channel, decode(a.hash, 'hex'), null, 'manual', '', ${requestedBy}, ${now} from ${hers}
    on conflict (workspace, channel, hash) do update set
      address = null, note = '', removed_by = null, removed_at = null,
      reason = case when s.removed_at is null then s.reason else excluded.reason end,
      added_at = case when s.removed_at is null then s.added_at else excluded.added_at end`;
  return addresses.length;
}

async function dropIdentities(
  tx: TransactionSql,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
  own: readonly Identity[],
): Promise<{ identities: number; merges: number; conflicts: number }> {
  const hers = profiles as string[];
  const identities = await tx`
    delete from identity where workspace = ${workspace} and profile = any(${hers}::uuid[])`;
  // A merge that another one undid, or that is still to be told to the lanes, goes as well: they find her erased.
  const merges = await tx`
    delete from identity_merge where workspace = ${workspace}
      and (loser = any(${hers}::uuid[]) or winner = any(${hers}::uuid[]))`;
  await tx`
    delete from identity_undo where workspace = ${workspace}
      and (loser = any(${hers}::uuid[]) or winner = any(${hers}::uuid[]))`;
  await tx`
    delete from identity_apart where workspace = ${workspace}
      and (profile = any(${hers}::uuid[]) or other = any(${hers}::uuid[]))`;
  const conflicts = await tx`
    delete from identity_conflict where workspace = ${workspace} and (
      holder = any(${hers}::uuid[]) or other = any(${hers}::uuid[]) or (kind, value) in (
        select * from unnest(${own.map(({ kind }) => kind)}::text[], ${own.map(({ value }) => value)}::text[])))`;
  await tx`
    delete from identity_move where workspace = ${workspace}
      and (from_profile = any(${hers}::uuid[]) or to_profile = any(${hers}::uuid[]))`;
  return { identities: identities.count, merges: merges.count, conflicts: conflicts.count };
}

/** Events that were kept aside, what nobody could read and what sources sent name her by nothing but their text. */
async function dropTexts(
  tx: TransactionSql,
  workspace: WorkspaceId,
  own: readonly Identity[],
): Promise<{ keptAside: number; unreadable: number; payloads: number }> {
  if (own.length === 0) return { keptAside: 0, unreadable: 0, payloads: 0 };
  const keptAside = await eraseKept(tx, workspace, own);
  const telling = own.filter(({ value }) => value.length >= shortestTelling).map(({ value }) => likeText(value));
  const unreadable = await tx`
    delete from dead_letter where workspace = ${workspace} and profile = '00000000-0000-0000-0000-000000000000'
      and body like any(${telling}::text[])`;
  const payloads = await tx`
    delete from source_payload where workspace = ${workspace} and body like any(${telling}::text[])`;
  return { keptAside, unreadable: unreadable.count, payloads: payloads.count };
}

function likeText(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

function texts(values: readonly unknown[]): string {
  return values
    .map((value) => JSON.stringify(value))
    .sort()
    .join();
}
