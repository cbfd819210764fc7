import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { CouponRedemption } from '#contracts/api/coupon.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';

const mostShown = 200;

/** Who redeemed a code where, the newest first, as the events tell; of somebody who was merged, who she is today. */
export async function couponRedemptions(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  code: string,
): Promise<CouponRedemption[]> {
  const rows = await queryRows<{ profile: string; at: string; properties: string }>(
    client,
    `SELECT if(alias.current_profile = toUUID('00000000-0000-0000-0000-000000000000'), event.profile, alias.current_profile) AS profile,
       event.at AS at, event.properties AS properties
     FROM event GLOBAL ANY LEFT JOIN (
       SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}
     ) AS alias ON alias.profile = event.profile
     WHERE event.workspace = {workspace:UInt32} AND event.type = 'track' AND event.name = 'Coupon Redeemed'
       AND upper(JSONExtractString(event.properties, 'coupon_id')) = {code:String}
     ORDER BY event.at DESC LIMIT ${mostShown}`,
    { workspace, code },
  );
  return rows.map(({ profile, at, properties }) => {
    const { store, register, in_excess: inExcess } = JSON.parse(properties) as { readonly [name: string]: Json };
    return {
      ...{ profile, at: new Date(at).toISOString(), inExcess: inExcess === true },
      store: typeof store === 'string' ? store : '',
      register: typeof register === 'string' ? register : '',
    };
  });
}
