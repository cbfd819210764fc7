import type { TransactionSql } from '#components/postgres/database.ts';

/**
 * Locks names whether or not they have a row yet; released at commit. Taken in ascending order, so that two processes
 * that meet in several of them wait in turn and not for each other.
 */
export async function lockNames(tx: TransactionSql, names: readonly string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(h.key)
    from (select distinct hashtextextended(n, 0) as key from unnest(${names as string[]}::text[]) as n order by 1) as h`;
}
