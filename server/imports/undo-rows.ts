import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import { lockNames } from '#components/store/postgres/lock-names.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import type { Brought } from '#flow/import-undo/brought.ts';
import type { ImportUndoStore } from '#flow/import-undo/import-undo.ts';

/** Listened to by every process that remembers whose an identity is; see components/store/postgres/identity.ts. */
const movesChannel = 'throughline_identity_move';

/** A transaction holds a lock for each name; the server has room for some thousand. */
const peopleInTransaction = 100;

export function postgresImportUndos(sql: Sql): ImportUndoStore {
  return {
    async list({ workspace, id }, people, messageKeys) {
      await sql`
        insert into import_withdrawal (workspace, import, profile, brought)
        select ${workspace}::integer, ${id}::uuid, p.profile, p.brought
        from unnest(
          ${people.map(({ person }) => person)}::uuid[], ${people.map(({ brought }) => JSON.stringify(brought))}::text[]
        ) as p (profile, brought)
        on conflict do nothing`;
      if (messageKeys.length === 0) return;
      for (const table of ['message_key_even', 'message_key_odd']) {
        await sql`delete from ${sql(table)} where key = any(${messageKeys as string[]}::uuid[])`;
      }
    },

    async at({ workspace, id }, stage, limit) {
      const rows = await sql<{ profile: ProfileId; brought: string }[]>`
        select profile, brought from import_withdrawal
        where workspace = ${workspace} and import = ${id} and stage = ${stage} order by profile limit ${limit}`;
      return rows.map(({ profile, brought }) => ({ person: profile, brought: JSON.parse(brought) as Brought }));
    },

    async count({ workspace, id }, stage) {
      const [row] = await sql<{ people: number }[]>`
        select count(*)::int as people from import_withdrawal
        where workspace = ${workspace} and import = ${id} and stage = ${stage}`;
      return row?.people ?? 0;
    },

    async move({ workspace, id }, people, to) {
      await sql`
        update import_withdrawal set stage = ${to}
        where workspace = ${workspace} and import = ${id} and profile = any(${people as string[]}::uuid[])`;
    },

    async finish({ workspace, id }, people, removed) {
      await sql.begin(async (tx) => {
        const { count } = await tx`
          delete from import_withdrawal
          where workspace = ${workspace} and import = ${id} and profile = any(${people as string[]}::uuid[])`;
        await tx`
          update import set undo = (undo::jsonb || jsonb_build_object(
            'done', (undo::jsonb ->> 'done')::int + ${count}::int,
            'removed', (undo::jsonb ->> 'removed')::int + ${removed}::int))::text
          where workspace = ${workspace} and id = ${id}`;
      });
    },

    async kept({ workspace }, people) {
      const rows = await sql<{ profile: ProfileId }[]>`
        select distinct profile from person_note
        where workspace = ${workspace} and profile = any(${people as string[]}::uuid[])`;
      return new Set(rows.map(({ profile }) => profile));
    },

    async freeIdentities({ workspace }, people) {
      let freed = 0;
      for (let place = 0; place < people.length; place += peopleInTransaction) {
        const some = people.slice(place, place + peopleInTransaction);
        freed += await sql.begin((tx) => freeOnce(tx, workspace, some));
      }
      return freed;
    },
  };
}

/** Under the locks by which identities are decided; whoever has done something since keeps hers. */
async function freeOnce(tx: TransactionSql, workspace: WorkspaceId, people: readonly ProfileId[]): Promise<number> {
  const identities = await tx<Identity[]>`
    select kind, value from identity
    where workspace = ${workspace} and profile = any(${people as string[]}::uuid[]) and not shared`;
  await lockNames(
    tx,
    identities.map(({ kind, value }) => `${workspace}:${kind}:${value}`),
  );
  await lockNames(
    tx,
    people.map((profile) => `${workspace}:${profile}`),
  );
  const documents = await tx<{ profile: ProfileId; document: string }[]>`
    select s.profile, s.document from unnest(
      ${people.map((profile) => laneOf(workspace, profile))}::smallint[], ${people as string[]}::uuid[]
    ) as k (lane, profile)
    join profile_state s on s.lane = k.lane and s.workspace = ${workspace} and s.profile = k.profile`;
  const gone = documents
    .filter(({ document }) => (readDocument(document) as ProfileState).removed)
    .map(({ profile }) => profile);
  await tx`delete from identity where workspace = ${workspace} and profile = any(${gone}::uuid[]) and not shared`;
  await tx`
    delete from identity_conflict where workspace = ${workspace}
      and (holder = any(${gone}::uuid[]) or other = any(${gone}::uuid[]))`;
  await tx`select pg_notify(${movesChannel}, p) from unnest(${gone.map((one) => `${workspace}:${one}`)}::text[]) as p`;
  return gone.length;
}
