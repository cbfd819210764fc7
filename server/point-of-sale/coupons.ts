import { randomInt } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import type { Coupon, CouponListQuery, CouponState, CreateCouponsRequest } from '#contracts/api/coupon.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { DefinitionParts } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';

type CouponParts = Pick<DefinitionParts, 'sql' | 'workspace'>;

/** Without letters and digits that are taken for each other. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31^10, about 8e14: with a million codes out, one guess in 800 million finds one. */
const randomCharacters = 10;

/** Codes that exist already are left as they are and named. */
export async function createCoupons(
  { sql, workspace }: CouponParts,
  request: CreateCouponsRequest,
): Promise<{ codes: string[]; existing: string[] }> {
  const { name, kind, value, validFrom, validUntil, redemptionLimit, pool } = request;
  if (pool !== null) await requirePool({ sql, workspace }, pool);
  const codes = [...new Set(request.codes ?? Array.from({ length: request.generate ?? 0 }, randomCode))];
  const rows = await sql<{ code: string }[]>`
    insert into coupon (workspace, code, name, kind, value, valid_from, valid_until, redemption_limit,
      pool)
    select ${workspace}, code, ${name}, ${kind}, ${value}, ${instantOf(validFrom)}::bigint, ${instantOf(validUntil)}::bigint,
      ${redemptionLimit}, ${pool}::text
    from unnest(${codes}::text[]) as code
    on conflict (workspace, code) do nothing
    returning code`;
  const created = new Set(rows.map(({ code }) => code));
  return { codes: [...created], existing: codes.filter((code) => !created.has(code)) };
}

export type CouponFilters = Omit<CouponListQuery, 'limit' | 'cursor'>;

function inState(sql: Sql, state: CouponState) {
  const isOver = sql`(valid_until is not null and valid_until <= extract(epoch from now()) * 1000)`;
  switch (state) {
    case 'free':
      return sql`and given_to is null and redeemed < redemption_limit and not ${isOver}`;
    case 'given':
      return sql`and given_to is not null and redeemed = 0 and not ${isOver}`;
    case 'redeemed':
      return sql`and redeemed > 0`;
    case 'over':
      return sql`and redeemed = 0 and ${isOver}`;
  }
}

/**
 * Gives a code to a person by hand. Throws `not_found`, and `wrong_status` for one that somebody has, that is used up or
 * over.
 */
export async function giveCoupon({ sql, workspace }: CouponParts, code: string, profile: ProfileId): Promise<Coupon> {
  const now = Date.now();
  const given = await sql`
    update coupon set given_to = ${profile}, given_for = gen_random_uuid(), given_at = ${now}
    where workspace = ${workspace} and code = ${code} and given_for is null and redeemed < redemption_limit
      and (valid_until is null or valid_until > ${now})`;
  const coupon = (await listCoupons({ sql, workspace }, { search: code }, 10, 0)).find((one) => one.code === code);
  if (coupon === undefined) throw new RequestError('not_found', { message: `There is no coupon "${code}".` });
  if (given.count === 0) {
    throw new RequestError('wrong_status', { message: `"${code}" was given to somebody, is used up, or is over.` });
  }
  return coupon;
}

interface CouponRow extends Omit<Coupon, 'value' | 'validFrom' | 'validUntil' | 'givenAt' | 'createdAt'> {
  readonly givenAt: number | null;
  readonly value: string;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly createdAt: Date;
}

/** Newest first; one more than `limit` where there are more. */
export async function listCoupons(
  { sql, workspace }: CouponParts,
  { search = '', pool, state }: CouponFilters,
  limit: number,
  offset: number,
): Promise<Coupon[]> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql<CouponRow[]>`
    select code, name, kind, value, valid_from as "validFrom", valid_until as "validUntil",
      redemption_limit as "redemptionLimit", redeemed, pool, given_to as "givenTo",
      given_at as "givenAt", created_at as "createdAt"
    from coupon where workspace = ${workspace} and (code ilike ${pattern} or name ilike ${pattern})
      ${pool === undefined ? sql`` : sql`and pool = ${pool}`} ${state === undefined ? sql`` : inState(sql, state)}
    order by created_at desc, code limit ${limit + 1} offset ${offset}`;
  return rows.map((row) => ({
    ...row,
    value: Number(row.value),
    validFrom: textOf(row.validFrom),
    validUntil: textOf(row.validUntil),
    givenAt: textOf(row.givenAt),
    createdAt: row.createdAt.toISOString(),
  }));
}

/** Throws `not_found`, and `still_referenced` for a code that was redeemed: tills may ask about it again. */
export async function deleteCoupon({ sql, workspace }: CouponParts, code: string): Promise<void> {
  const [row] = await sql<{ redeemed: number }[]>`
    select redeemed from coupon where workspace = ${workspace} and code = ${code}`;
  if (row === undefined) throw new RequestError('not_found', { message: `There is no coupon "${code}".` });
  const deleted = await sql`delete from coupon where workspace = ${workspace} and code = ${code} and redeemed = 0`;
  if (deleted.count === 0) {
    throw new RequestError('still_referenced', { message: `"${code}" was redeemed ${row.redeemed} times and stays.` });
  }
}

async function requirePool({ sql, workspace }: CouponParts, pool: string): Promise<void> {
  const found = await sql`select from coupon_pool where workspace = ${workspace} and id = ${pool}`;
  if (found.length > 0) return;
  const message = `There is no pool of coupons "${pool}"; create it first.`;
  throw fieldError('pool', 'not_there', message);
}

function randomCode(): string {
  return Array.from({ length: randomCharacters }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function textOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
