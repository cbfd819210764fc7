import { z } from 'zod';
import { jsonObject } from '../json.ts';
import { instantText, listQuery, page } from './list.ts';
import { profileListItem } from './profile.ts';

export const companySorts = ['name', 'members', 'value', 'changed'] as const;

/** `search` is a part of the id, the name or the website. Figures come largest, and changes newest first. */
export const companyListQuery = listQuery.extend({
  search: z.string().max(200).optional(),
  sort: z.enum(companySorts).default('changed'),
});
export type CompanyListQuery = z.infer<typeof companyListQuery>;

/** What its members did for it: only what came since each of them joined counts, net of refunds. */
const figures = { members: z.number().int(), orders: z.number().int(), value: z.number() };

export const companyListItem = z.object({
  /** As `group` calls name it. */
  id: z.string(),
  /** Its trait `name`, else the id. */
  name: z.string(),
  ...figures,
  changedAt: instantText,
});
export type CompanyListItem = z.infer<typeof companyListItem>;
export const companyList = page(companyListItem).extend({ currency: z.string() });
export type CompanyList = z.infer<typeof companyList>;

/** A company as it is now; its figures as far as facts are. */
export const company = z.object({
  id: z.string(),
  name: z.string(),
  traits: jsonObject,
  firstSeenAt: instantText,
  lastSeenAt: instantText,
  ...figures,
  /** When a member last did anything; absent where none ever did. */
  lastActivityAt: instantText.optional(),
  currency: z.string(),
});
export type CompanyDetail = z.infer<typeof company>;

export const companyParameter = z.object({ id: z.string().trim().min(1).max(200) });
export const companyMemberParameter = companyParameter.extend({ profile: z.uuid() });

export const companyMember = profileListItem.extend({ since: instantText });
export type CompanyMember = z.infer<typeof companyMember>;
/** Who joined last comes first. */
export const companyMembers = page(companyMember);

export const companyActivity = page(
  z.object({
    id: z.string(),
    at: instantText,
    profile: z.string(),
    personName: z.string(),
    /** Name of the event. */
    name: z.string(),
    kind: z.enum(['track', 'identify']),
  }),
);
export type CompanyActivity = z.infer<typeof companyActivity>['items'][number];

/** Traits to be set; null removes one, and what is not named stays. */
export const tellCompanyRequest = z.object({ traits: jsonObject });

/** It is in the log; the company shows it within a moment. */
export const companyTaken = z.object({ id: z.string() });
