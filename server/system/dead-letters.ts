import { hash } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { DeadLetter } from '#contracts/api/dead-letter.ts';
import type { Page } from '#contracts/api/list.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { pageOf } from '../cursor.ts';

interface Parts {
  readonly sql: Sql;
  readonly store: Pick<Store, 'log'>;
  readonly workspace: WorkspaceId;
}

type Row = Omit<DeadLetter, 'at'> & { readonly at: Date };

/** Stimuli that could not be applied and effects that were given up, newest first. */
export async function listDeadLetters(
  { sql, workspace }: Parts,
  limit: number,
  offset: number,
): Promise<Page<DeadLetter>> {
  const rows = await sql<Row[]>`
    select * from (
      select id, 'stimulus' as kind, profile::text as profile, error, body, created_at as at
      from dead_letter where workspace = ${workspace}
      union all
      select id::text, kind, profile::text, coalesce(error, '') as error, body, to_timestamp(created_at / 1000.0) as at
      from outbox where workspace = ${workspace} and status = 'dead'
    ) as letters
    order by at desc, id limit ${limit + 1} offset ${offset}`;
  return pageOf(
    rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    limit,
    offset,
  );
}

/**
 * Gives a dead letter another chance: an effect waits in the outbox again, a stimulus goes to the end of its partition's
 * log. Throws `not_found`.
 */
export async function retryDeadLetter(parts: Parts, id: string): Promise<void> {
  const { sql, workspace } = parts;
  const revived = await sql`
    update outbox set status = 'pending', attempt = 0, claimed_until = null, error = null,
      not_before = (extract(epoch from now()) * 1000)::bigint
    where workspace = ${workspace} and id::text = ${id} and status = 'dead'`;
  if (revived.count > 0) return;
  const [letter] = await sql<{ lane: number; profile: string; body: string; partition: number; diedAt: string }[]>`
    select lane, profile::text as profile, body, created_at::text as "diedAt",
      (select max(p.lane) from lane_position p where p.lane <= dead_letter.lane) as partition
    from dead_letter where workspace = ${workspace} and id = ${id}
    order by created_at limit 1`;
  if (letter === undefined)
    throw new RequestError('not_found', { message: 'There is no such dead letter; it may be retried already.' });
  // Appended before it is taken away. After a crash in between it is retried once more, which the log knows by the key;
  // a stimulus that fails again becomes a new letter, with a key of its own, also where that happens before the old one is
  // taken away: then the time is a later one.
  const key = hash('md5', `dead-letter:${workspace}:${letter.profile}:${id}:${letter.diedAt}`);
  await parts.store.log.append([{ partition: letter.partition, class: 'live', key, body: letter.body }]);
  await sql`
    delete from dead_letter
    where lane = ${letter.lane} and workspace = ${workspace} and profile = ${letter.profile} and id = ${id}
      and created_at = ${letter.diedAt}::text::timestamptz`;
}

/** Of stimuli and effects alike, the oldest first and so many at a time: they hold what somebody sent. `before`: epoch time. */
export async function dropDeadLettersBefore(sql: Sql, before: number, limit: number): Promise<void> {
  await sql`
    delete from dead_letter where (lane, workspace, profile, id) in (
      select lane, workspace, profile, id from dead_letter where created_at < to_timestamp(${before / 1000}::float8)
      order by created_at limit ${limit})`;
  await sql`
    delete from outbox where (lane, id) in (
      select lane, id from outbox where status = 'dead' and created_at < ${before} order by created_at limit ${limit})`;
}
