import type { Instant } from './identifiers.ts';
import type { JsonObject } from './json.ts';

/** By this event of Segment's B2B specification, with `context.groupId`, a person leaves a company. */
export const leavesCompany = 'Account Removed User';
/** And by this one she joins it, as by a `group` call without traits. */
export const joinsCompany = 'Account Added User';
/** The name under which a `group` call stands among a person's events. */
export const groupEvent = 'Group';

/** Of one person: those that she is in, and as many again that she left. */
export const companiesAtMost = 20;

/** What is known of a company at one moment. Each of its members keeps a copy, so that conditions can ask for it. */
export interface CompanyPicture {
  /** Rises with every change: of two copies the higher one is the newer. */
  readonly revision: number;
  readonly traits: JsonObject;
  /** It was deleted then: whoever had joined by that time has left it. */
  readonly deletedAt?: Instant;
}

/**
 * A person and a company, in her document and by event time: she is a member while nothing newer than `joinedAt` says that
 * she left. Whether she is one does not depend on the order in which the words came.
 */
export interface CompanyMembership {
  readonly since: Instant;
  /** The newest word that she is a member. */
  readonly joinedAt: Instant;
  /** The newest word that she is none. */
  readonly leftAt?: Instant;
  /** Revision 0 until the company has answered. */
  readonly picture: CompanyPicture;
  /** The page of the company's members that keeps her, as its answer said. */
  readonly page?: number;
}

/** A membership that stands, as conditions, the profile fact and the API show it. */
export interface Company {
  readonly id: string;
  readonly since: Instant;
  readonly traits: JsonObject;
}
