import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';
import type {
  IdentityChange,
  IdentityRow,
  IdentityStore,
  KnownIdentities,
  PendingMerge,
  PendingMove,
} from '../port/identity.ts';
import { findKnown } from './identity-find.ts';
import { type NewLinks, writeIdentities } from './identity-write.ts';
import { lockNames } from './lock-names.ts';
import { orUnavailable } from './or-unavailable.ts';
import { isUniqueViolation } from './unique-violation.ts';

const movesChannel = 'throughline_identity_move';

export function postgresIdentities(sql: Sql): IdentityStore {
  return {
    async find(workspace, identities) {
      const found = sql<IdentityRow[]>`
        select i.kind, i.value, i.profile, i.shared, i.others
        from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[])
          as k (kind, value)
        cross join lateral (
          select * from identity i where i.workspace = ${workspace} and i.kind = k.kind and i.value = k.value offset 0
        ) i`;
      return orUnavailable(found);
    },

    async resolve(workspace, identities, kinds, decide, expected = 'anybody') {
      const names = identities.map((identity) => nameOf(workspace, identity));
      let links: NewLinks = 'unheld';
      for (let areNew = expected === 'strangers'; ; ) {
        const deciding = sql.begin(async (tx) => {
          if (areNew) {
            const change = decide(nobody);
            // Each of their names is written, so that one which somebody holds is a violation.
            if (onlyLinks(change) && change.links.length === identities.length) {
              await Promise.all([lockNames(tx, names), writeIdentities(tx, workspace, change, 'unheld')]);
              return { change, merges: [] };
            }
          }
          // Sent together: a statement sees what was committed before it began, so the second sees all that the locks waited for.
          const [, known] = await Promise.all([lockNames(tx, names), findKnown(tx, workspace, identities, kinds)]);
          const change = decide(known);
          if (!(await holdPeople(tx, workspace, identities, kinds, known, change))) return 'moved_meanwhile';
          const merges = await writeIdentities(tx, workspace, change, links);
          await announceMoves(tx, workspace, change.moves);
          return { change, merges };
        });
        try {
          const result = await orUnavailable(deciding);
          if (typeof result === 'object')
            return result as { change: ReturnType<typeof decide>; merges: PendingMerge[] };
        } catch (error) {
          // A stranger was none, or somebody else has written a row that was not there a moment ago, without the lock on its name.
          if (links === 'perhaps_held' || !isUniqueViolation(error)) throw error;
          if (areNew) areNew = false;
          else links = 'perhaps_held';
        }
      }
    },

    async pendingMerges() {
      return sql<PendingMerge[]>`
        select workspace, loser, winner, round from identity_merge where not appended order by created_at limit 1000`;
    },

    async mergeAppended(merges) {
      if (merges.length === 0) return;
      await sql`
        update identity_merge m set appended = true
        from unnest(
          ${merges.map((merge) => merge.workspace)}::integer[],
          ${merges.map((merge) => merge.loser)}::uuid[],
          ${merges.map((merge) => merge.round)}::integer[]
        ) as d (workspace, loser, round)
        where m.workspace = d.workspace and m.loser = d.loser and m.round = d.round`;
    },

    async pendingMoves() {
      return sql<PendingMove[]>`
        select position::float8, workspace, kind, value, from_profile as "from", to_profile as "to"
        from identity_move order by position limit 1000`;
    },

    async movesAppended(moves) {
      if (moves.length === 0) return;
      await sql`delete from identity_move where position = any(${moves.map((move) => move.position)}::bigint[])`;
    },

    async watchMoves(listener) {
      const subscription = await sql.listen(movesChannel, (payload) => {
        const [workspace, profile] = payload.split(':');
        if (workspace && profile) listener(Number(workspace), profile);
      });
      return () => subscription.unlisten();
    },

    async ofProfile(workspace, profile) {
      return sql<Identity[]>`
        select kind, value from identity where workspace = ${workspace} and profile = ${profile} order by created_at`;
    },
  };
}

const nobody: KnownIdentities = { rows: [], people: [] };

function onlyLinks({ merges, updates, moves, conflicts }: IdentityChange): boolean {
  return merges.length + updates.length + moves.length + conflicts.length === 0;
}

function nameOf(workspace: WorkspaceId, { kind, value }: Identity): string {
  return `${workspace}:${kind}:${value}`;
}

/** Every process forgets whose these people's identities are; sent when the transaction is committed. */
export async function announceMoves(
  tx: TransactionSql,
  workspace: WorkspaceId,
  moves: IdentityChange['moves'],
): Promise<void> {
  const profiles = [...new Set(moves.map(({ from }) => from))];
  if (profiles.length === 0) return;
  await tx`
    select pg_notify(${movesChannel}, p) from unnest(${profiles.map((one) => `${workspace}:${one}`)}::text[]) as p`;
}

/**
 * Locks the people that a change is about, because another process may reach the same ones through other identities:
 * two merges would cross, or a new row would stay behind with the loser. Always after the identities, so that nobody who
 * holds a person waits for an identity. False when something of them changed before the lock was held: decide anew.
 */
async function holdPeople(
  tx: TransactionSql,
  workspace: WorkspaceId,
  identities: readonly Identity[],
  kinds: readonly string[],
  known: KnownIdentities,
  { links, merges, updates, moves }: IdentityChange,
): Promise<boolean> {
  const people = new Set(known.people.map((person) => person.profile));
  const touchesThem =
    merges.length > 0 || updates.length > 0 || moves.length > 0 || links.some((link) => people.has(link.profile));
  if (people.size === 0 || !touchesThem) return true;
  await lockNames(
    tx,
    [...people].map((profile) => `${workspace}:${profile}`),
  );
  return fingerprint(await findKnown(tx, workspace, identities, kinds)) === fingerprint(known);
}

function fingerprint({ rows, people }: KnownIdentities): string {
  const parts = [
    ...rows.map((row) => `${row.kind}:${row.value}=${row.profile}${row.shared ? '*' : ''}${row.others.join()}`),
    ...people.map((person) => `${person.profile}/${person.mergedToday}/${[...person.apart].sort().join()}`),
  ];
  return parts.sort().join('\n');
}
