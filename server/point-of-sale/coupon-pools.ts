import type { CouponPool } from '#contracts/api/coupon-pool.ts';
import { RequestError } from '#contracts/errors.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import { identifierFrom } from '../definitions/rows.ts';

/** Chinese names by pinyin, as people look for them. */
const byName = new Intl.Collator('zh-Hans-u-co-pinyin', { numeric: true });

type PoolRow = Omit<CouponPool, 'createdAt'> & { readonly createdAt: Date };

/** By name, with how many codes each has. */
export async function listCouponPools({ sql, workspace }: Pick<DefinitionParts, 'sql' | 'workspace'>, only?: string) {
  const rows = await sql<PoolRow[]>`
    select p.id, p.name, p.created_at as "createdAt", count(c.code)::int as codes,
      count(c.code) filter (where c.given_for is not null)::int as given,
      count(c.code) filter (
        where c.given_for is null and c.redeemed = 0
          and (c.valid_until is null or c.valid_until > extract(epoch from now()) * 1000)
      )::int as free
    from coupon_pool p left join coupon c on c.workspace = p.workspace and c.pool = p.id
    where p.workspace = ${workspace} ${only === undefined ? sql`` : sql`and p.id = ${only}`}
    group by p.workspace, p.id order by p.id`;
  return rows
    .map((row): CouponPool => ({ ...row, createdAt: row.createdAt.toISOString() }))
    .sort((one, other) => byName.compare(one.name, other.name));
}

/** Throws `already_exists`. */
export async function createCouponPool(
  parts: Pick<DefinitionParts, 'sql' | 'workspace'>,
  { id: chosen, name }: { readonly id?: string | undefined; readonly name: string },
): Promise<CouponPool> {
  const { sql, workspace } = parts;
  const id = chosen ?? identifierFrom(name, 'pool');
  const made = await sql`
    insert into coupon_pool (workspace, id, name) values (${workspace}, ${id}, ${name}) on conflict do nothing`;
  const [pool] = await listCouponPools(parts, id);
  if (made.count === 0 || pool === undefined) {
    throw new RequestError('already_exists', { message: `There is a pool "${id}" already; choose another id.` });
  }
  return pool;
}

/** Its codes stay, in no pool. Throws `not_found`, and `still_referenced` while a published journey gives them away. */
export async function deleteCouponPool(parts: DefinitionParts, id: string): Promise<void> {
  const { sql, workspace } = parts;
  const { journeys } = await newestRelease(parts);
  const users = journeys.filter((journey) =>
    upgradeJourney(journey).nodes.some((node) => node.kind === 'give_coupon' && node.pool === id),
  );
  if (users.length > 0) {
    throw new RequestError('still_referenced', {
      message: `The pool is used by the published journey "${users[0]?.name}"; publish it without the pool first.`,
      details: { journeys: users.map(({ id: journey, name }) => ({ id: journey, name })) },
    });
  }
  await sql.begin(async (tx) => {
    const gone = await tx`delete from coupon_pool where workspace = ${workspace} and id = ${id}`;
    if (gone.count === 0) throw new RequestError('not_found', { message: `There is no pool of coupons "${id}".` });
    await tx`update coupon set pool = null where workspace = ${workspace} and pool = ${id}`;
  });
}
