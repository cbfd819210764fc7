import type { DefinitionStatus } from '../api/definition.ts';
import { type Author, isPerson, isSameAuthor } from '../author.ts';

/** Who may put a draft into force: `open`: anybody; `colleague`: not whoever looks; `yours`: whoever looks, for somebody else. */
export type Approval = 'open' | 'colleague' | 'yours';

interface Draft {
  readonly savedBy: Author | null;
  readonly hasUnpublishedChanges: boolean;
  readonly status: DefinitionStatus;
}

/** Where the workspace wants a second person, for `reader`. */
export function approvalOf({ savedBy, hasUnpublishedChanges, status }: Draft, reader: Author): Approval {
  if (savedBy === null || !hasUnpublishedChanges || status === 'stopping' || status === 'archived') return 'open';
  return isSameAuthor(savedBy, reader) || !isPerson(reader) ? 'colleague' : 'yours';
}
