import type { PersonalClass } from '#contracts/schema/schema.ts';

/** What somebody may look into who may not see everything. */
export interface SearchSight {
  /** `none`: only what is not personal. `contact`: names and addresses too. By the names of traits, and the kinds of identities. */
  readonly upTo: 'none' | 'contact';
  /** Traits of which the team has said otherwise than their names do. */
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
}

export function seesByName(sight: SearchSight, personal: PersonalClass): boolean {
  return personal === 'none' || (personal === 'contact' && sight.upTo === 'contact');
}
