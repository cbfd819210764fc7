import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { Role } from '#contracts/api/key.ts';
import type { TeamMember } from '#contracts/api/team.ts';
import { RequestError } from '#contracts/errors.ts';

/** Everybody who may sign in, in the order in which they came; or the one with this id. */
export async function listTeam(sql: Sql, id?: string): Promise<TeamMember[]> {
  const rows = await sql<MemberRow[]>`
    select id, name, email, role, created_at as "createdAt", last_sign_in_at as "lastSignInAt",
      exists (select from person_account a where a.person = p.id and a.password is not null) as "hasPassword",
      (select max(v.expires_at) from person_verification v where v.value = p.id and v.expires_at > now())
        as "linkExpiresAt"
    from person p ${id === undefined ? sql`` : sql`where id = ${id}`} order by created_at, id`;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    linkExpiresAt: row.linkExpiresAt?.toISOString() ?? null,
  }));
}

type MemberRow = Omit<TeamMember, 'createdAt' | 'lastSignInAt' | 'linkExpiresAt'> & {
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly linkExpiresAt: Date | null;
};

/** Throws `not_found`. */
export async function findMember(sql: Sql, id: string): Promise<TeamMember> {
  const [member] = await listTeam(sql, id);
  if (member === undefined) throw noSuchMember();
  return member;
}

/** Throws `not_found`, and `last_administrator` when nobody who can sign in would be left to administer. */
export async function changeRole(sql: Sql, id: string, role: Role): Promise<void> {
  await sql.begin(async (transaction) => {
    if (role !== 'admin') await keepAnAdministrator(transaction, id);
    const changed = await transaction`update person set role = ${role}, updated_at = now() where id = ${id}`;
    if (changed.count === 0) throw noSuchMember();
  });
}

/** Ends their sessions and links with them. Throws as `changeRole` does. */
export async function removeMember(sql: Sql, id: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await keepAnAdministrator(transaction, id);
    await transaction`delete from person_verification where value = ${id}`;
    const removed = await transaction`delete from person where id = ${id}`;
    if (removed.count === 0) throw noSuchMember();
  });
}

/**
 * The rows stay locked until the commit: two administrators who remove each other at the same moment leave one. Whoever
 * has not set a password yet may never do so, and does not count.
 */
async function keepAnAdministrator(transaction: TransactionSql, leaving: string): Promise<void> {
  const administrators = await transaction<{ id: string; canSignIn: boolean }[]>`
    select id, exists (select from person_account a where a.person = p.id and a.password is not null) as "canSignIn"
    from person p where role = 'admin' order by id for update`;
  const leaves = administrators.some(({ id, canSignIn }) => id === leaving && canSignIn);
  if (leaves && !administrators.some(({ id, canSignIn }) => id !== leaving && canSignIn))
    throw new RequestError('last_administrator');
}

function noSuchMember(): RequestError {
  return new RequestError('not_found', {
    message: 'There is nobody with this id; they may have been removed already.',
  });
}
