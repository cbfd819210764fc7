import type { ProfileId } from '#contracts/identifiers.ts';
import { stableUuid } from '../stable-id.ts';

/** The subject of a company: an id in the space of people's, so that lanes, log, outbox and commits need not know. */
export function companySubject(company: string): ProfileId {
  return stableUuid('company', company);
}

/** The subject that keeps a page of its members; page 0 is the company's own. */
export function memberPage(company: string, page: number): ProfileId {
  return page === 0 ? companySubject(company) : stableUuid('company', company, String(page));
}
