import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { PointOfSaleTransaction, TransactionResult } from '#contracts/api/point-of-sale.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';

/** What a transaction came to; kept so that a repeat gets the same answer. */
export type Outcome = Pick<TransactionResult, 'outcome' | 'reason' | 'coupon'>;

export type Claim =
  | { readonly type: 'new' }
  /** Taken before. `open`: its event may not be in the log yet. */
  | { readonly type: 'known'; readonly open: boolean; readonly at: Instant; readonly outcome: Outcome }
  | { readonly type: 'other_transaction' };

/** Takes the transaction's id, or tells what became of it before. Waits for whoever is taking the same one. */
export async function claimEntry(
  sql: Sql | TransactionSql,
  workspace: WorkspaceId,
  transaction: PointOfSaleTransaction,
  at: Instant,
  outcome: Outcome,
): Promise<Claim> {
  const digest = digestOf(transaction);
  const inserted = await sql`
    insert into point_of_sale_entry (workspace, id, digest, status, outcome, at)
    values (${workspace}, ${transaction.id}, ${digest}, 'open', ${JSON.stringify(outcome)}, ${at})
    on conflict (workspace, id) do nothing`;
  if (inserted.count > 0) return { type: 'new' };
  const [row] = await sql<{ same: boolean; open: boolean; at: Instant; outcome: string }[]>`
    select digest = ${digest} as same, status = 'open' as open, at, outcome from point_of_sale_entry
    where workspace = ${workspace} and id = ${transaction.id}`;
  if (row === undefined) throw new Error(`The entry ${transaction.id} was dropped while it was being read`);
  if (!row.same) return { type: 'other_transaction' };
  return { type: 'known', open: row.open, at: row.at, outcome: JSON.parse(row.outcome) as Outcome };
}

/** Their events are in the log. */
export async function closeEntries(sql: Sql, workspace: WorkspaceId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update point_of_sale_entry set status = 'recorded'
    where workspace = ${workspace} and id = any(${ids as string[]}::text[])`;
}

/** Entries recorded before; at most `limit` at a time. */
export async function dropEntriesBefore(sql: Sql, before: Instant, limit: number): Promise<void> {
  await sql`
    delete from point_of_sale_entry where (workspace, id) in (
      select workspace, id from point_of_sale_entry
      where recorded_at < to_timestamp(${before / 1000}::float8) limit ${limit})`;
}

/** The contract writes its fields in one order, so equal transactions have equal texts. */
function digestOf(transaction: PointOfSaleTransaction): Buffer {
  return createHash('sha256').update(JSON.stringify(transaction)).digest();
}
