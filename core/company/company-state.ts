import type { CompanyPicture } from '#contracts/company.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { ProfileState } from '../state.ts';

/**
 * A company's document: what it is, and whom to tell when that changes. Page 0 is the company; further pages hold only
 * members, so that no document outgrows its budget and no step sends more than a few hundred stimuli.
 */
export interface CompanyState {
  readonly format: 1;
  readonly kind: 'company';
  /** The subject's own id; see company-id.ts. */
  readonly profile: ProfileId;
  readonly company: string;
  readonly page: number;
  /** Rises with every applied stimulus. */
  readonly revision: number;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly picture: CompanyPicture;
  /** Event time of the word that each trait stands by, also of those that were removed. On page 0. */
  readonly times: { readonly [trait: string]: Instant };
  /** How many members were ever given to further pages. On page 0. */
  readonly overflow: number;
  /** Somebody was given to a further page after the company was deleted. On page 0. */
  readonly begunAnew?: true;
  /** Profiles as they joined; after a merge their tombstones forward to the person of today. */
  readonly members: readonly ProfileId[];
  /** The members from `next` on are still to be told of the picture, and, by page 0, the pages from `nextPage` on. */
  readonly telling?: {
    readonly next: number;
    readonly nextPage?: number;
    readonly since: Instant;
    readonly imported?: true;
  };
}

/** Whatever has a document: a person, or a company. */
export type SubjectState = ProfileState | CompanyState;

export function isCompany(state: SubjectState): state is CompanyState {
  return 'kind' in state;
}

export const membersPerPage = 1_000;
