import { joinsCompany, leavesCompany } from '#contracts/company.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { CompanyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../work.ts';
import { companySubject } from './company-id.ts';
import { leftEffect } from './left-effect.ts';
import {
  type Companies,
  companiesOf,
  isMember,
  joinCompany,
  learnPicture,
  leaveCompany,
  membershipIn,
} from './memberships.ts';

/**
 * A word that she joined a company or left it; of a `group` call also of what the company is. Her own document holds the
 * first, the company is told the second and answers with all that it is. Returns whether her companies changed.
 */
export function followCompany(work: Work, stimulus: TrackStimulus): boolean {
  if (stimulus.group !== undefined) {
    const { groupId: _, ...traits } = stimulus.properties;
    return join(work, stimulus, stimulus.group, traits);
  }
  const { groupId } = stimulus.context;
  if (groupId === undefined) return false;
  if (stimulus.name === joinsCompany) return join(work, stimulus, groupId, {});
  return stimulus.name === leavesCompany && leave(work, stimulus, groupId);
}

/**
 * What the company answers, or tells all its members when it has changed. Whoever is none, by then or by this, says so and
 * is told no more. Returns whether she learned anything.
 */
export function hearCompany(work: Work, stimulus: CompanyStimulus): boolean {
  const { company, picture, page } = stimulus;
  const learned = moveTo(work, learnPicture(companiesIn(work), company, picture, page));
  const held = membershipIn(work.state.companies, company);
  if (held === undefined || !isMember(held)) work.effects.push(leftEffect(stimulus, work.now));
  return learned;
}

/** Whoever comes back from a merge asks what her companies have become meanwhile. */
export function askCompanies(work: Work, cause: { workspace: number; id: string; at: Instant }): void {
  for (const { id } of companiesOf(work.state)) tell(work, cause, id, {}, { joined: work.state.profile });
}

function join(work: Work, stimulus: TrackStimulus, id: string, traits: JsonObject): boolean {
  const held = membershipIn(work.state.companies, id);
  const wasMember = held !== undefined && isMember(held);
  const changed = moveTo(work, joinCompany(companiesIn(work), id, stimulus.at));
  const now = membershipIn(work.state.companies, id);
  const joined = !wasMember && now !== undefined && isMember(now);
  if (joined || Object.keys(traits).length > 0) {
    tell(work, stimulus, id, traits, joined ? { joined: work.state.profile } : {});
  }
  return changed && joined;
}

function leave(work: Work, stimulus: TrackStimulus, id: string): boolean {
  const held = membershipIn(work.state.companies, id);
  const wasMember = held !== undefined && isMember(held);
  moveTo(work, leaveCompany(companiesIn(work), id, stimulus.at));
  const now = membershipIn(work.state.companies, id);
  if (!wasMember || (now !== undefined && isMember(now))) return false;
  tell(work, stimulus, id, {}, { left: work.state.profile, ...(held.page !== undefined && { page: held.page }) });
  return true;
}

function tell(
  work: Work,
  cause: Pick<TrackStimulus, 'workspace' | 'id' | 'at'>,
  company: string,
  traits: JsonObject,
  member: { readonly joined?: string; readonly left?: string; readonly page?: number },
): void {
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'company_told', workspace: cause.workspace, profile: companySubject(company) },
      ...{ id: `company_told:${work.state.profile}:${cause.id}`, at: cause.at, receivedAt: work.now },
      ...{ company, traits, ...member },
      ...(work.imported && { imported: true as const }),
    },
  });
}

const none: Companies = {};

function companiesIn({ state }: Work): Companies {
  return state.companies ?? none;
}

function moveTo(work: Work, companies: Companies): boolean {
  if (companies === companiesIn(work)) return false;
  work.state = { ...work.state, companies };
  return true;
}
