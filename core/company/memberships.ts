import { type Company, type CompanyMembership, type CompanyPicture, companiesAtMost } from '#contracts/company.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileState } from '../state.ts';

/** By the id under which `group` calls tell of the company. */
export type Companies = NonNullable<ProfileState['companies']>;

const unknown: CompanyPicture = { revision: 0, traits: {} };
const none: Companies = {};

/**
 * The companies that a person is in, the one that she joined first before the others. All that a condition about
 * companies reads, in `step` as in ClickHouse, where `profile_fact.companies` holds this list as JSON text.
 */
export function companiesOf({ companies = none }: Pick<ProfileState, 'companies'>): readonly Company[] {
  return Object.entries(companies)
    .filter(([, membership]) => isMember(membership))
    .map(([id, { since, picture }]) => ({ id, since, traits: picture.traits }))
    .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
}

export function isMember({ joinedAt, leftAt = Number.NEGATIVE_INFINITY }: CompanyMembership): boolean {
  return joinedAt >= leftAt;
}

export function joinCompany(companies: Companies, id: string, at: Instant): Companies {
  const held = membershipIn(companies, id);
  if (held === undefined) return withMembership(companies, id, { since: at, joinedAt: at, picture: unknown });
  return withMembership(companies, id, unite(held, { ...held, since: at, joinedAt: at }));
}

/** A word about a company that she is not known to be in is kept too: the older word that she joined may still come. */
export function leaveCompany(companies: Companies, id: string, at: Instant): Companies {
  const held = membershipIn(companies, id) ?? { since: 0, joinedAt: 0, picture: unknown };
  return withMembership(companies, id, unite(held, { ...held, leftAt: at }));
}

/** The company as it is by now, told by the page that keeps her. The higher revision wins, in whatever order they arrive. */
export function learnPicture(companies: Companies, id: string, picture: CompanyPicture, page = 0): Companies {
  const held = membershipIn(companies, id);
  if (held === undefined || held.picture.revision >= picture.revision) return companies;
  return withMembership(companies, id, { ...unite(held, { ...held, picture }), page });
}

/** Of two people who are one: in each company by the newest word of either. */
export function uniteCompanies(own: Companies = none, other: Companies = none): Companies {
  let united = own;
  for (const [id, membership] of Object.entries(other)) {
    const held = membershipIn(united, id);
    united = withMembership(united, id, held === undefined ? membership : unite(held, membership));
  }
  return united;
}

/** What the loser of a merge brought and nothing newer has been said about since goes; what the winner had before, comes back. */
export function partCompanies(held: Companies = none, loser: Companies = none, before: Companies = none): Companies {
  return Object.fromEntries(
    Object.entries(held).flatMap(([id, membership]) => {
      const theirs = membershipIn(loser, id);
      if (theirs === undefined || isNewer(membership, theirs)) return [[id, membership] as const];
      const own = membershipIn(before, id);
      return own === undefined ? [] : [[id, { ...own, picture: newer(own.picture, membership.picture) }] as const];
    }),
  );
}

function isNewer(one: CompanyMembership, other: CompanyMembership): boolean {
  return one.joinedAt > other.joinedAt || (one.leftAt ?? 0) > (other.leftAt ?? 0);
}

function unite(a: CompanyMembership, b: CompanyMembership): CompanyMembership {
  const picture = newer(a.picture, b.picture);
  const joinedAt = Math.max(a.joinedAt, b.joinedAt);
  const left = Math.max(a.leftAt ?? 0, b.leftAt ?? 0, picture.deletedAt === undefined ? 0 : picture.deletedAt + 1);
  const starts = [a.since, b.since, joinedAt].filter((at) => at >= left);
  const since = starts.length > 0 ? Math.min(...starts) : joinedAt;
  const page = a.page ?? b.page;
  const membership = {
    since,
    joinedAt,
    ...(left > 0 && { leftAt: left }),
    picture,
    ...(page !== undefined && { page }),
  };
  // Whoever has left keeps nothing of what it was, and is told all of it again when she joins again.
  return isMember(membership) ? membership : { ...membership, picture: { ...picture, revision: 0, traits: {} } };
}

function newer(a: CompanyPicture, b: CompanyPicture): CompanyPicture {
  return b.revision > a.revision ? b : a;
}

export function membershipIn(companies: Companies | undefined, id: string): CompanyMembership | undefined {
  return companies !== undefined && Object.hasOwn(companies, id) ? companies[id] : undefined;
}

/** The newest of those that she is in, and of those that she left. */
function withMembership(companies: Companies, id: string, membership: CompanyMembership): Companies {
  const held = membershipIn(companies, id);
  if (held !== undefined && JSON.stringify(held) === JSON.stringify(membership)) return companies;
  const all = Object.entries(companies).filter(([other]) => other !== id);
  all.push([id, membership]);
  const kept = [true, false].flatMap((stands) =>
    all
      .filter(([, one]) => isMember(one) === stands)
      .sort(([, a], [, b]) => b.joinedAt - a.joinedAt)
      .slice(0, companiesAtMost),
  );
  // In the order of their ids: of the same words the same document comes, whichever came first.
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
