import type { Sql } from '#components/postgres/database.ts';
import { channels } from '#contracts/channel.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { addressHash } from '#core/suppression.ts';

const rowsAtOnce = 500;

interface Person {
  readonly workspace: WorkspaceId;
  readonly profiles: readonly ProfileId[];
}

type Pages = AsyncIterable<readonly object[]>;

/** What PostgreSQL keeps of a person, by the name under which her export holds it, portion by portion. */
export function exportedRows(sql: Sql, { workspace, profiles }: Person): readonly (readonly [string, Pages])[] {
  const hers = profiles as string[];
  const lanes = [...new Set(profiles.map((profile) => laneOf(workspace, profile)))];
  const ofPerson = sql`lane = any(${lanes}::smallint[]) and workspace = ${workspace} and profile = any(${hers}::uuid[])`;
  return [
    ['documents', documents(sql, { workspace, profiles })],
    [
      'identities',
      sql`
        select kind, value, created_at as since, profile from identity
        where workspace = ${workspace} and profile = any(${hers}::uuid[]) order by created_at, kind, value
      `.cursor(rowsAtOnce),
    ],
    [
      'merges',
      sql`
        select loser, winner, round, created_at as at, merged_by as "mergedBy", undone_at as "undoneAt",
          undone_by as "undoneBy", identities
        from identity_merge where workspace = ${workspace} and (loser = any(${hers}::uuid[]) or winner = any(${hers}::uuid[]))
        order by created_at
      `.cursor(rowsAtOnce),
    ],
    [
      'notes',
      sql`
        select text, author_name as author, at, edited_at as "editedAt" from person_note
        where workspace = ${workspace} and profile = any(${hers}::uuid[]) order by at, id
      `.cursor(rowsAtOnce),
    ],
    [
      'tasks',
      sql`
        select title, note, status, to_timestamp(due_at / 1000.0) as "dueAt" from task
        where workspace = ${workspace} and profile = any(${hers}::uuid[]) order by due_at, id
      `.cursor(rowsAtOnce),
    ],
    [
      'coupons',
      sql`
        select code, name, to_timestamp(given_at / 1000.0) as "givenAt" from coupon
        where workspace = ${workspace} and given_to = any(${hers}::uuid[]) order by given_at, code
      `.cursor(rowsAtOnce),
    ],
    ['suppressions', suppressions(sql, { workspace, profiles })],
    ['keptAside', keptAside(sql, { workspace, profiles })],
    ['deadLetters', sql`select error, body, created_at as at from dead_letter where ${ofPerson}`.cursor(rowsAtOnce)],
    [
      'sandboxMessages',
      sql`
        select channel, recipient, sender, subject, content, to_timestamp(at / 1000.0) as at from sandbox_message
        where ${ofPerson} order by at
      `.cursor(rowsAtOnce),
    ],
    [
      'privacyRequests',
      sql`
        select kind, status, to_timestamp(requested_at / 1000.0) as at from privacy_request
        where workspace = ${workspace} and profile = any(${hers}::uuid[]) order by requested_at
      `.cursor(rowsAtOnce),
    ],
  ];
}

async function readStates(sql: Sql, { workspace, profiles }: Person): Promise<ProfileState[]> {
  const rows = await sql<{ document: string }[]>`
    select s.document from unnest(
      ${profiles.map((profile) => laneOf(workspace, profile))}::smallint[], ${profiles as string[]}::uuid[]
    ) with ordinality as k (lane, profile, place)
    join profile_state s on s.lane = k.lane and s.workspace = ${workspace} and s.profile = k.profile order by k.place`;
  return rows.map(({ document }) => readDocument(document) as ProfileState);
}

async function* documents(sql: Sql, person: Person): AsyncGenerator<readonly object[]> {
  const states = await readStates(sql, person);
  yield states.map((state) => ({
    ...state,
    counters: Object.fromEntries(state.counters),
    memberships: Object.fromEntries(state.memberships),
    ...(state.importedExpiries && { importedExpiries: Object.fromEntries(state.importedExpiries) }),
  }));
}

async function* suppressions(sql: Sql, person: Person): AsyncGenerator<readonly object[]> {
  const states = await readStates(sql, person);
  const addresses = states.flatMap((state) =>
    channels.flatMap((channel) => {
      const address = channel === 'webhook' ? undefined : addressOn(state, channel);
      return address === undefined ? [] : [{ channel, address, hash: addressHash(channel, address) }];
    }),
  );
  const rows = await sql<{ channel: string; hash: string }[]>`
    select s.channel, encode(s.hash, 'hex') as hash, s.reason, s.note, s.added_by as "addedBy",
      to_timestamp(s.added_at / 1000.0) as "addedAt", to_timestamp(s.removed_at / 1000.0) as "removedAt"
    from unnest(${addresses.map(({ channel }) => channel)}::text[], ${addresses.map(({ hash }) => hash)}::text[])
      as a (channel, hash)
    join suppression s on s.workspace = ${person.workspace} and s.channel = a.channel and s.hash = decode(a.hash, 'hex')`;
  const addressOf = new Map(addresses.map(({ channel, hash, address }) => [`${channel}:${hash}`, address]));
  yield rows.map((row) => ({ ...row, address: addressOf.get(`${row.channel}:${row.hash}`) }));
}

async function* keptAside(sql: Sql, { workspace, profiles }: Person): AsyncGenerator<readonly object[]> {
  const names = await sql<{ name: string }[]>`
    select kind || ':' || value as name from identity
    where workspace = ${workspace} and profile = any(${profiles as string[]}::uuid[]) and not shared`;
  const pages = sql<{ reason: string; state: string; body: string }[]>`
    select reason, state, body from kept_event
    where workspace = ${workspace} and identities && ${names.map(({ name }) => name)}::text[]
    order by received_at, id`.cursor(rowsAtOnce);
  for await (const page of pages) yield page.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
}
