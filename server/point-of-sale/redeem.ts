import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { PointOfSaleTransaction, RefusalReason } from '#contracts/api/point-of-sale.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type Claim, claimEntry, type Outcome } from './entries.ts';

type Redemption = Extract<PointOfSaleTransaction, { type: 'redemption' }>;

interface CouponRow {
  readonly code: string;
  readonly name: string;
  readonly kind: 'percentage' | 'amount' | 'gift';
  readonly value: string;
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  readonly left: number;
}

export type RedeemResult =
  | { readonly type: 'redeemed'; readonly outcome: Outcome }
  | { readonly type: 'refused'; readonly reason: RefusalReason }
  | Exclude<Claim, { type: 'new' }>;

/**
 * Redeems a code once for this transaction, in one database transaction with its entry: of two tills that hold the last
 * use of a code, one gets it. A refusal leaves nothing behind, so the same transaction may be tried again.
 */
export async function redeem(
  sql: Sql,
  workspace: WorkspaceId,
  redemption: Redemption,
  at: Instant,
): Promise<RedeemResult> {
  const result = await sql.begin(async (tx): Promise<RedeemResult> => {
    const coupon = await lockCoupon(tx, workspace, redemption.code);
    const obstacle = coupon === undefined ? 'unknown_coupon' : obstacleOf(coupon, at);
    // Money that a till has given without a connection is gone; a code that nobody ever issued is another matter.
    const inExcess = obstacle !== undefined && redemption.offline;
    const outcome: Outcome = {
      outcome: inExcess ? 'redeemed_in_excess' : 'recorded',
      reason: obstacle ?? null,
      coupon: coupon ? { code: coupon.code, name: coupon.name, kind: coupon.kind, value: Number(coupon.value) } : null,
    };
    const claim = await claimEntry(tx, workspace, redemption, at, outcome);
    if (claim.type !== 'new') return claim;
    if (coupon === undefined || (obstacle !== undefined && !inExcess)) {
      await tx`delete from point_of_sale_entry where workspace = ${workspace} and id = ${redemption.id}`;
      return { type: 'refused', reason: obstacle ?? 'unknown_coupon' };
    }
    await tx`update coupon set redeemed = redeemed + 1 where workspace = ${workspace} and code = ${coupon.code}`;
    return { type: 'redeemed', outcome };
  });
  return result as RedeemResult;
}

async function lockCoupon(tx: TransactionSql, workspace: WorkspaceId, code: string): Promise<CouponRow | undefined> {
  const [row] = await tx<CouponRow[]>`
    select code, name, kind, value, valid_from as "validFrom", valid_until as "validUntil",
      redemption_limit - redeemed as left
    from coupon where workspace = ${workspace} and code = ${code.trim().toUpperCase()} for update`;
  return row;
}

function obstacleOf({ validFrom, validUntil, left }: CouponRow, at: Instant): RefusalReason | undefined {
  if (validFrom !== null && at < validFrom) return 'coupon_not_yet_valid';
  if (validUntil !== null && at > validUntil) return 'coupon_expired';
  return left > 0 ? undefined : 'coupon_used_up';
}
